#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "mbpo/metric.h"
#include "ui/charts/axis_scale.h"
#include "ui/charts/series_spec.h"
#include "ui/panels/bound_value.h"

namespace panels {

/// One metric in one chart; names, units and explanations come from mbpo::metricSpec.
struct SeriesPlan {
  mbpo::Metric metric;
  charts::SeriesSpec::Dash dash = charts::SeriesSpec::Dash::solid;
  charts::SeriesSpec::Shape shape = charts::SeriesSpec::Shape::line;
  bool faint = false;
  std::optional<mbpo::Metric> spread = std::nullopt;  ///< recorded in the same rows: drawn as a ± band
  /// Made from measurement records by the choices on screen (bound_charts.h) instead of read from the metric's series.
  std::optional<BoundValue> bound = std::nullopt;
  QString label{}, infinite{};  ///< in place of the metric's own; see SeriesSpec
  int colour = -1;              ///< −1: the series' own number
};

/// One chart of the dashboard.
struct ChartPlan {
  QString id, title, y_title;
  std::vector<SeriesPlan> series;
  charts::AxisScale::Kind scale = charts::AxisScale::Kind::linear;
  bool from_zero = false;  ///< 0 stays on the axis
};

/// Charts under one heading.
struct SectionPlan {
  QString id, title, tooltip;
  std::vector<ChartPlan> charts;
};

/// The dashboard's sections and charts, in display order.
std::vector<SectionPlan> dashboardPlan();

charts::SeriesSpec seriesSpec(const SeriesPlan& plan);

}  // namespace panels
