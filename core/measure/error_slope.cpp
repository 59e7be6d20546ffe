#include "measure/error_slope.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace measure {

bool ErrorSlope::add(const Pair& pair) {
  if (!std::isfinite(pair.eps_pi) || !std::isfinite(pair.excess_error)) return false;
  pairs_.push_back(pair);
  if (pairs_.size() > kWindow) pairs_.pop_front();
  return true;
}

std::optional<ErrorSlope::Fit> ErrorSlope::fit() const {
  if (pairs_.size() < kMinPairs) return std::nullopt;
  double xx = 0, xy = 0, yy = 0;
  for (const auto& [x, y] : pairs_) {
    xx += x * x;
    xy += x * y;
    yy += y * y;
  }
  if (xx == 0) return std::nullopt;
  // d̂ = Σ x y / Σ x²;  d = max(0, d̂)
  const double unclipped = xy / xx;
  Fit fit;
  fit.slope = std::max(0.0, unclipped);
  fit.pairs = pairs_.size();
  double residual = 0, unclipped_residual = 0;
  for (const auto& [x, y] : pairs_) {
    residual += (y - fit.slope * x) * (y - fit.slope * x);
    unclipped_residual += (y - unclipped * x) * (y - unclipped * x);
  }
  fit.standard_error = std::sqrt(unclipped_residual / static_cast<double>(pairs_.size() - 1) / xx);
  fit.r_squared = yy > 0 ? 1.0 - residual / yy : std::numeric_limits<double>::quiet_NaN();
  return fit;
}

double ErrorSlope::predict(double eps_m, double eps_pi) const {
  const auto fitted = fit();
  const double slope = fitted ? fitted->slope : 0.0;
  return std::clamp(eps_m + eps_pi * slope, 0.0, 1.0);
}

}  // namespace measure
