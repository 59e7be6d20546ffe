#pragma once

#include <QWidget>

#include "ui/lab/lab_model.h"

class QLabel;

namespace lab {

/// Says plainly whether the bound says anything at the current k. Why, and what is still worth reading if it does not,
/// stands in a label of its own, which whoever composes the page puts where there is room.
class VacuousBadge : public QWidget {
  Q_OBJECT

 public:
  explicit VacuousBadge(LabModel& model, QWidget* parent = nullptr);

  QString verdict() const;
  QString explanation() const;
  QLabel* explanationLabel() { return explanation_; }

 protected:
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void refresh();
  void showVerdict();

  LabModel& model_;
  QString full_, brief_;
  QLabel *symbol_, *verdict_, *explanation_;
};

}  // namespace lab
