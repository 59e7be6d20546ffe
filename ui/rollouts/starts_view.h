#pragma once

#include <memory>

#include "ui/rollouts/figure_view.h"
#include "ui/rollouts/training_figures.h"

class QMenu;

namespace rollouts {

/// Where branches start, on a plane that a button, or the context menu, chooses: principal axes, or any two of the
/// observation's numbers. GUI thread.
class StartsView : public FigureView {
  Q_OBJECT

 public:
  explicit StartsView(const QString& name, QWidget* parent = nullptr);

  /// Null: nothing yet. The plane stays from run to run of one task.
  void setView(std::shared_ptr<const inspect::TrainingView> view);
  StatePlane plane() const { return plane_; }
  void setPlane(StatePlane plane);

 protected:
  void addActions(QMenu& menu) override;

 private:
  void addAxis(QMenu& menu, int StatePlane::* axis);
  void showFigure();

  QToolButton* axes_;
  std::shared_ptr<const inspect::TrainingView> view_;
  std::vector<std::string> dimensions_;  ///< of the newest view that named them
  StatePlane plane_;
};

}  // namespace rollouts
