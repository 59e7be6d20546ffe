#include "ui/charts/chart_model.h"

#include <algorithm>
#include <cmath>

namespace charts {

bool ChartModel::hasPoints() const {
  return std::ranges::any_of(series, [](const Series& one) { return !one.data.points().isEmpty(); });
}

bool ChartModel::isStack() const {
  return std::ranges::any_of(series, [](const Series& one) { return one.spec.shape == SeriesSpec::Shape::stacked; });
}

bool ChartModel::isLinear() const {
  return std::ranges::any_of(series, [](const Series& one) { return one.spec.isArea(); });
}

Range ChartModel::xExtent() const {
  Range visible, all;
  for (const Series& one : series) {
    all.include(one.data.xExtent());
    if (one.isShown()) visible.include(one.data.xExtent());
  }
  return visible.isEmpty() ? all : visible;
}

AxisScale ChartModel::xScale() const {
  AxisScale scale;
  if (isLinear() || x_kind == AxisScale::Kind::linear) return scale;
  scale.kind = x_kind;
  double smallest = std::numeric_limits<double>::infinity();
  for (const Series& one : series) smallest = std::min(smallest, one.data.smallestPositiveX());
  scale.floor = std::isfinite(smallest) ? smallest : 1;
  return scale;
}

Range ChartModel::xPlaces() const {
  const Range values = xExtent();
  const AxisScale scale = xScale();
  return values.isEmpty() ? values : Range{scale.place(values.low), scale.place(values.high)};
}

}  // namespace charts
