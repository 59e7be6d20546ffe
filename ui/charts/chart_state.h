#pragma once

#include <QList>

#include "ui/charts/axis_scale.h"
#include "ui/charts/view_window.h"

namespace charts {

/// How a chart is looked at, without its data: what survives from one start to the next. A value.
struct ChartState {
  AxisScale::Kind x_scale = AxisScale::Kind::linear, y_scale = AxisScale::Kind::linear;
  double smoothing = 0;
  ViewWindow::State view;
  QList<int> hidden;  ///< numbers of series, ascending

  bool operator==(const ChartState&) const = default;
};

}  // namespace charts
