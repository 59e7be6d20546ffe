#pragma once

#include <QWidget>

#include "ui/bridge/run_state.h"

class QLabel;
class QPushButton;

namespace rollouts {

/// What the page shows while there is no episode: a sketch of what will appear, when it will, and what to do.
class Invitation : public QWidget {
  Q_OBJECT

 public:
  explicit Invitation(QWidget* parent = nullptr);
  /// `looked`: the run's folder has been looked at, and nothing was there.
  void refresh(const bridge::RunState& state, bool looked);

 Q_SIGNALS:
  void trainAsked();

 private:
  QLabel *title_, *words_;
  QPushButton* train_;
};

}  // namespace rollouts
