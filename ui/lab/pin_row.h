#pragma once

#include <QWidget>

#include "ui/lab/lab_model.h"

class QLabel;
class QPushButton;
class QToolButton;

namespace lab {

/// What-if: keeps settings A, B and C beside the current one. A letter pins what is shown, or lets go; the arrow beside
/// it brings the pinned setting back. Object names: pin_A, pinRestore_A, pinText_A.
class PinRow : public QWidget {
  Q_OBJECT

 public:
  explicit PinRow(LabModel& model, QWidget* parent = nullptr);

 private:
  struct Pin {
    QPushButton* toggle;
    QToolButton* restore;
    QLabel* text;
  };
  void refresh();

  LabModel& model_;
  std::array<Pin, LabModel::kPins> pins_{};
};

}  // namespace lab
