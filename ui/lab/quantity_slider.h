#pragma once

#include <QWidget>

#include "ui/lab/lab_model.h"

class QDoubleSpinBox;
class QGridLayout;
class QLabel;
class QSlider;

namespace lab {

/// One quantity of the laboratory: its symbol and name, a slider on its own scale, and a box for exact values. Both
/// edit the model at once; a drag is one undo step. Object names: labSlider_<key>, labSpin_<key>.
class QuantitySlider : public QWidget {
  Q_OBJECT

 public:
  QuantitySlider(LabModel& model, Quantity quantity, QWidget* parent = nullptr);

  /// In one row, without the name, where height is scarce.
  void setCompact(bool compact);

 private:
  void refresh();

  LabModel& model_;
  Quantity quantity_;
  QGridLayout* grid_;
  QLabel *symbol_, *name_;
  QSlider* slider_;
  QDoubleSpinBox* spin_;
};

}  // namespace lab
