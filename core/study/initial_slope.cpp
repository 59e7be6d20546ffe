#include "study/initial_slope.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace study {
namespace {

// Where every row's TV is 0 or 1 the sample has no spread; one such point must not outweigh all others.
constexpr double kSmallestError = 1e-3;

double weightOf(const ShiftedError& policy) {
  const double sigma = std::isfinite(policy.standard_error) ? std::max(policy.standard_error, kSmallestError) : 1.0;
  return 1.0 / (sigma * sigma);
}

// The nearest ones, in order of their shift.
std::vector<ShiftedError> nearest(std::span<const ShiftedError> policies) {
  std::vector<ShiftedError> near(policies.begin(), policies.end());
  std::stable_sort(near.begin(), near.end(), [](auto& p, auto& q) { return p.eps_pi < q.eps_pi; });
  const auto beyond = std::find_if(near.begin(), near.end(), [](auto& p) { return p.eps_pi > kLocalShift; });
  const auto kept = std::max<std::size_t>(kFewestPolicies, static_cast<std::size_t>(beyond - near.begin()));
  near.resize(std::min(near.size(), kept));
  return near;
}

}  // namespace

std::optional<InitialSlope> calcInitialSlope(std::span<const ShiftedError> policies) {
  if (policies.size() < kFewestPolicies) return std::nullopt;
  const std::vector<ShiftedError> near = nearest(policies);
  double w = 0, wx = 0, wy = 0;
  for (const ShiftedError& p : near) {
    if (!std::isfinite(p.error) || !std::isfinite(p.eps_pi)) return std::nullopt;
    w += weightOf(p);
    wx += weightOf(p) * p.eps_pi;
    wy += weightOf(p) * p.error;
  }
  const double x_mean = wx / w, y_mean = wy / w;
  double sxx = 0, sxy = 0;
  for (const ShiftedError& p : near) {
    sxx += weightOf(p) * (p.eps_pi - x_mean) * (p.eps_pi - x_mean);
    sxy += weightOf(p) * (p.eps_pi - x_mean) * (p.error - y_mean);
  }
  if (sxx <= 0) return std::nullopt;
  // d = Σ w (x − x̄)(y − ȳ) / Σ w (x − x̄)²;  a = ȳ − d x̄
  InitialSlope fit;
  fit.slope = sxy / sxx;
  fit.intercept = y_mean - fit.slope * x_mean;
  fit.policies = near.size();
  fit.eps_pi_last = near.back().eps_pi;
  double chi_squared = 0;
  for (const ShiftedError& p : near) {
    const double residual = p.error - fit.intercept - fit.slope * p.eps_pi;
    chi_squared += weightOf(p) * residual * residual;
  }
  const double misfit = std::sqrt(chi_squared / static_cast<double>(near.size() - 2));
  fit.standard_error = std::max(1.0, misfit) / std::sqrt(sxx);
  return fit;
}

}  // namespace study
