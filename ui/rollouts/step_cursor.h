#pragma once

#include <QObject>

namespace rollouts {

/// The step of the imagined rollout that everything on the page looks at: charts, table and the bodies in the viewer.
/// Whoever moves it is not told again, and a step that is already shown moves nobody: so charts and a playing viewer
/// may lead and follow each other without a loop. GUI thread.
class StepCursor : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;

  int step() const { return step_; }  ///< 0 is the start, where truth and imagination agree; −1: none
  int last() const { return last_; }
  /// Steps 0 … last; −1: nothing to look at. Keeps the step where it can.
  void setLast(int last);

 public Q_SLOTS:
  void setStep(int step);

 Q_SIGNALS:
  void moved(int step);

 private:
  int step_ = -1, last_ = -1;
  bool telling_ = false;
};

}  // namespace rollouts
