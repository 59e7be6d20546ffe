#include "ui/compare/x_axis.h"

#include <QCoreApplication>

namespace compare {

double positionOf(const run::Point& point, const mbpo::Configuration& configuration, XAxis axis) {
  switch (axis) {
    case XAxis::real_steps: return point.real_steps;
    case XAxis::wall_time: return point.wall_seconds;
    case XAxis::epochs: break;
  }
  return (point.real_steps - static_cast<double>(configuration.warm_up_steps)) /
         static_cast<double>(configuration.epoch_length);
}

QString axisTitle(XAxis axis) {
  switch (axis) {
    case XAxis::epochs: return QCoreApplication::translate("Compare", "epochs after the warm-up");
    case XAxis::wall_time: return QCoreApplication::translate("Compare", "wall time (s)");
    default: return QCoreApplication::translate("Compare", "real steps");
  }
}

QString axisName(XAxis axis) {
  switch (axis) {
    case XAxis::epochs: return QStringLiteral("epochs");
    case XAxis::wall_time: return QStringLiteral("wall_seconds");
    default: return QStringLiteral("real_steps");
  }
}

XAxis axisNamed(const QString& name) {
  for (const XAxis axis : {XAxis::epochs, XAxis::wall_time}) {
    if (axisName(axis) == name) return axis;
  }
  return XAxis::real_steps;
}

}  // namespace compare
