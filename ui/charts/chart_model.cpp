#include "ui/charts/chart_model.h"

#include <algorithm>

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

}  // namespace charts
