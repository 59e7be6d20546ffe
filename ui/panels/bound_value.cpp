#include "ui/panels/bound_value.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>

namespace panels {
namespace {

constexpr std::string_view kPrefix = "penalty_";  // of a term's metric

const bound::Term* findTerm(const mbpo::BoundPoint& point, mbpo::Metric metric) {
  const std::string_view name = mbpo::metricSpec(metric).name.substr(kPrefix.size());
  const auto found = std::ranges::find(point.penalty.terms, name, &bound::Term::name);
  return found == point.penalty.terms.end() ? nullptr : &*found;
}

double calcRaw(const mbpo::BoundPoint& point, BoundValue value, mbpo::Metric metric) {
  const double scale = bound::calcReturnScale(point.setting);
  switch (value) {
    case BoundValue::lower_bound: return point.lowerBound();
    case BoundValue::model_return: return point.model_return;
    case BoundValue::true_return: return point.true_return;
    case BoundValue::least_return: return -scale;
    case BoundValue::penalty: return point.penalty.calcTotal();
    case BoundValue::full_range: return 2 * scale;
    case BoundValue::term: {
      const bound::Term* term = findTerm(point, metric);
      return term != nullptr ? term->value : 0;
    }
    case BoundValue::k_star:
      return point.k_star ? static_cast<double>(*point.k_star) : std::numeric_limits<double>::infinity();
  }
  return std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

bool hasTerm(const mbpo::BoundPoint& point, mbpo::Metric metric) { return findTerm(point, metric) != nullptr; }

std::optional<double> calcValue(const mbpo::BoundPoint& point, BoundValue value, mbpo::Metric metric, bool normalised) {
  const double raw = calcRaw(point, value, metric);
  if (std::isnan(raw)) return std::nullopt;
  return normalised && value != BoundValue::k_star ? raw / bound::calcReturnScale(point.setting) : raw;
}

}  // namespace panels
