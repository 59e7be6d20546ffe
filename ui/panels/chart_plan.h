#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "mbpo/metric.h"
#include "ui/charts/axis_scale.h"
#include "ui/charts/series_spec.h"

namespace panels {

/// One metric in one chart; names, units and explanations come from mbpo::metricSpec.
struct SeriesPlan {
  mbpo::Metric metric;
  charts::SeriesSpec::Dash dash = charts::SeriesSpec::Dash::solid;
  charts::SeriesSpec::Shape shape = charts::SeriesSpec::Shape::line;
  bool faint = false;
  std::optional<mbpo::Metric> spread = std::nullopt;  ///< recorded in the same rows: drawn as a ± band
};

/// One chart of the dashboard.
struct ChartPlan {
  QString id, title, y_title;
  std::vector<SeriesPlan> series;
  charts::AxisScale::Kind scale = charts::AxisScale::Kind::linear;
  bool from_zero = false;  ///< 0 stays on the axis
};

/// The dashboard's charts, in display order.
std::vector<ChartPlan> dashboardPlan();

charts::SeriesSpec seriesSpec(const SeriesPlan& plan, int colour);

}  // namespace panels
