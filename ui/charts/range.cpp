#include "ui/charts/range.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace charts {

void Range::include(double x) {
  if (!std::isfinite(x)) return;
  low = std::min(low, x);
  high = std::max(high, x);
}

void Range::include(const Range& other) {
  low = std::min(low, other.low);
  high = std::max(high, other.high);
}

Range zoomed(const Range& range, double centre, double factor) {
  return {centre - (centre - range.low) / factor, centre + (range.high - centre) / factor};
}

Range moved(const Range& range, double distance) { return {range.low + distance, range.high + distance}; }

Range padded(const Range& range, double fraction) {
  // Below this the width is rounding noise of the values, and the axis could not tell its ends apart.
  const double magnitude = std::max(std::abs(range.low), std::abs(range.high));
  if (range.width() <= magnitude * 1e-12) {
    const double half = magnitude > 0 ? magnitude * 0.1 : 1;
    return {range.low - half, range.high + half};
  }
  const double margin = range.width() * fraction;
  return {range.low - margin, range.high + margin};
}

double niceStep(double width, int ticks) {
  const double raw = width / std::max(ticks, 1);
  if (!(raw > 0) || !std::isfinite(raw)) return 1;
  const double power = std::pow(10.0, std::floor(std::log10(raw)));
  const double fraction = raw / power;
  // The nearest on a logarithmic scale: the bounds are √(1·2), √(2·5), √(5·10).
  return power * (fraction < std::numbers::sqrt2 ? 1 : fraction < 3.1623 ? 2 : fraction < 7.0711 ? 5 : 10);
}

Range roundedOutwards(const Range& range, int ticks) {
  const double grain = niceStep(range.width(), ticks) / 2;
  // The small slack keeps a bound that is a multiple up to rounding from jumping a whole grain outwards.
  return {std::floor(range.low / grain + 1e-9) * grain, std::ceil(range.high / grain - 1e-9) * grain};
}

}  // namespace charts
