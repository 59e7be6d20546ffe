#include "mbpo/vacuity.h"

#include <algorithm>
#include <cmath>

namespace mbpo {

Vacuity judgeVacuity(const BoundPoint& point) {
  const double penalty = point.penalty.calcTotal();
  if (bound::isVacuous(point.setting, penalty)) return Vacuity::penalty_spans_range;
  // A comparison with NaN is false: without a model-side return there is no bound that could be too low.
  if (point.lowerBound() <= -bound::calcReturnScale(point.setting)) return Vacuity::below_every_return;
  return Vacuity::none;
}

double calcLargestPenalty(const BoundPoint& point) {
  const double scale = bound::calcReturnScale(point.setting);
  return std::isfinite(point.model_return) ? std::min(2 * scale, point.model_return + scale) : 2 * scale;
}

std::optional<double> calcLargestShift(const BoundPoint& point) {
  const auto total = [&](double eps_pi) {
    BoundErrors errors = point.errors;
    errors.eps_pi = eps_pi;
    return calcPenalty(point.theorem, point.setting, errors, point.k).calcTotal();
  };
  const double by_model = total(0);
  const double room = calcLargestPenalty(point) - by_model;
  if (room <= 0) return std::nullopt;
  return std::min(1.0, room / (total(1) - by_model));
}

}  // namespace mbpo
