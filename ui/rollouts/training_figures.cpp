#include "ui/rollouts/training_figures.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/models/number_text.h"

namespace rollouts {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("rollouts", text); }

bool isPrincipal(const inspect::TrainingView& view, int axis) {
  return axis < 0 || axis >= static_cast<int>(view.dimensions.size());
}

Layer cloudOf(const QString& label, const inspect::TrainingView& view, const inspect::TrainingView::Cloud& cloud,
              StatePlane plane) {
  Layer layer;
  layer.kind = Layer::Kind::dots;
  layer.spec.label = label;
  const auto coordinate = [&](std::size_t i, int axis, std::size_t place) {
    if (isPrincipal(view, axis)) return cloud.points[i][place];
    return static_cast<double>(cloud.states[i * view.dimensions.size() + static_cast<std::size_t>(axis)]);
  };
  for (std::size_t i = 0; i < cloud.points.size(); ++i) {
    layer.points << QPointF(coordinate(i, plane.x, 0), coordinate(i, plane.y, 1));
  }
  return layer;
}

QString axisText(const inspect::TrainingView& view, int axis, std::size_t place) {
  if (!isPrincipal(view, axis)) return QString::fromStdString(view.dimensions[static_cast<std::size_t>(axis)]);
  return tr("%1 (%2 % of variance)")
      .arg(QString::fromStdString(view.axis[place]))
      .arg(qRound(100 * view.variance_share[place]));
}

}  // namespace

Figure startsFigure(const inspect::TrainingView& view, StatePlane plane) {
  Figure figure;
  figure.title = tr("Where branches start");
  figure.empty_text = tr("No branch in D_model yet.");
  figure.reading = Reading::nearest;
  figure.explanation =
      tr("States from which the branches in D_model started, in front of D_env's states. Principal axes are those "
         "along which D_env varies most, each number in units of its σ over D_env; any of the observation's numbers "
         "can be an axis instead, in its own unit.");
  if (view.env_states.points.empty()) return figure;
  figure.x_title = axisText(view, plane.x, 0);
  figure.y_title = axisText(view, plane.y, 1);
  figure.caption = tr("samples: %1 of %2 states, %3 of %4 starts")
                       .arg(models::groupedText(static_cast<qint64>(view.env_states.points.size())),
                            models::groupedText(view.env_states.of),
                            models::groupedText(static_cast<qint64>(view.model_starts.points.size())),
                            models::groupedText(view.model_starts.of));
  Layer states = cloudOf(tr("D_env"), view, view.env_states, plane);
  states.ink = Layer::Ink::quiet;
  states.opacity = 0.4;
  states.radius = 2;
  Layer starts = cloudOf(tr("starts of branches"), view, view.model_starts, plane);
  starts.spec.colour = 1;
  starts.opacity = 0.4;
  starts.radius = 1.8;
  figure.layers << states << starts;
  return figure;
}

Figure branchLengthsFigure(const inspect::TrainingView& view) {
  Figure figure;
  figure.title = tr("Lengths that branches got");
  figure.x_title = tr("model steps");
  figure.y_title = tr("branches in D_model");
  figure.empty_text = tr("No branch in D_model yet.");
  figure.reading = Reading::nearest;
  figure.explanation =
      tr("Branches by the number of steps that they got: up to their k, or to the task's end. Exact, but "
         "for branches that newer rows have half overwritten.");
  const auto& lengths = view.lengths;
  qint64 total = 0, ended = 0;
  Layer all, by_task;
  for (Layer* layer : {&all, &by_task}) {
    layer->kind = Layer::Kind::bars;
    layer->bar_width = 0.8;
  }
  all.spec.label = tr("all branches");
  all.spec.colour = 0;
  by_task.spec.label = tr("ended by the task");
  by_task.spec.colour = 1;
  by_task.spec.explanation = tr("The task's termination ended them before their k");
  for (std::size_t i = 0; i < lengths.branches.size(); ++i) {
    const double length = static_cast<double>(i + 1);
    all.points << QPointF(length, static_cast<double>(lengths.branches[i]));
    total += lengths.branches[i];
    if (i >= lengths.terminated.size()) continue;
    by_task.points << QPointF(length, static_cast<double>(lengths.terminated[i]));
    ended += lengths.terminated[i];
  }
  if (total == 0) return figure;
  figure.x = {0.5, static_cast<double>(std::max<std::size_t>(lengths.branches.size(), 4)) + 0.5};
  figure.caption =
      tr("exact · %1 branches, %2 ended by the task").arg(models::groupedText(total), models::groupedText(ended));
  figure.layers << all;
  if (ended > 0) figure.layers << by_task;
  figure.rules << Rule{static_cast<double>(view.rollout_length), QStringLiteral("k = %1").arg(view.rollout_length),
                       Qt::DashLine};
  return figure;
}

}  // namespace rollouts
