#pragma once

#include <QWidget>

#include "ui/bridge/parameter_board.h"

class QAction;
class QHBoxLayout;
class QLineEdit;

namespace panels {

/// Name and note of the experiment, and room for the buttons that open, save, copy and paste it as a scenario. A text
/// is taken over when the reader leaves the field or presses Return: one undo step.
class ScenarioStrip : public QWidget {
  Q_OBJECT

 public:
  explicit ScenarioStrip(bridge::ParameterBoard& board, QWidget* parent = nullptr);
  /// Shows the actions as buttons beside the name.
  void addActions(const QList<QAction*>& actions);

 private:
  void commit();
  void refresh();

  bridge::ParameterBoard& board_;
  QHBoxLayout* first_row_;
  QLineEdit *name_, *note_;
};

}  // namespace panels
