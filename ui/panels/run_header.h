#pragma once

#include <QWidget>

#include "ui/bridge/run_state.h"

class QPushButton;
class QToolButton;

namespace panels {

class ElidedLabel;

/// Which run the numbers below belong to, whether it is live, and the button that starts one's own.
class RunHeader : public QWidget {
  Q_OBJECT

 public:
  explicit RunHeader(QWidget* parent = nullptr);
  void refresh(const bridge::RunState& state, bool training, const QString& next_run);
  QString title() const;
  /// For pictures, on which nobody clicks.
  void hideButton();

 Q_SIGNALS:
  void trainAsked();

 private:
  QToolButton* symbol_;
  ElidedLabel *title_, *note_;
  QPushButton* train_;
  bool button_hidden_ = false;
};

/// Icon name for a run's status word.
QString statusIcon(const QString& status);

}  // namespace panels
