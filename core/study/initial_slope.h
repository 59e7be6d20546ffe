#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace study {

/// One policy: how far it is from π_D, and the frozen model's error on it.
struct ShiftedError {
  double eps_pi = 0;          ///< x, ≥ 0
  double error = 0;           ///< y
  double standard_error = 0;  ///< σ of y; NaN: unknown
};

/// How fast a model's error grows as the policy begins to leave π_D: dε_m′/dε_π at ε_π = 0 (Janner et al. 2019, figure
/// 1).
struct InitialSlope {
  double slope = 0;           ///< d; unlike the bound's it may be below 0
  double standard_error = 0;  ///< from the σ given, widened by √(χ²/(n−2)) where a line does not fit
  double intercept = 0;       ///< the line's error at ε_π = 0
  double eps_pi_last = 0;     ///< the line is fitted to policies up to here
  std::size_t policies = 0;   ///< fitted, π_D among them
};

/// Only policies so close to π_D count: beyond, errors level off below 1 and a line would be flatter than the
/// beginning.
inline constexpr double kLocalShift = 0.4;
inline constexpr std::size_t kFewestPolicies = 4;

/// Weighted least squares of a straight line y = a + d x, weights 1/σ², over the policies with x ≤ kLocalShift; at
/// least the first `kFewestPolicies` in any case. The intercept is free, because ε_m at π_D is as noisy as every other
/// error. Empty below `kFewestPolicies`, where a y is not finite, or where no policy has moved.
std::optional<InitialSlope> calcInitialSlope(std::span<const ShiftedError> policies);

}  // namespace study
