#pragma once

#include <optional>

#include "mbpo/recorded_bound.h"

namespace mbpo {

/// Why a bound tells nothing: every return lies within ± r_max/(1−γ) anyway.
enum class Vacuity {
  none,                 ///< it tells something
  penalty_spans_range,  ///< C ≥ 2 r_max/(1−γ), the whole range of returns
  below_every_return,   ///< ν̂ − C ≤ −r_max/(1−γ), although C is smaller than the range
};

Vacuity judgeVacuity(const BoundPoint& point);

/// The penalty from which on the bound tells nothing: min(2 r_max/(1−γ), ν̂ + r_max/(1−γ)), the first alone while ν̂
/// (or ν̂_branch) is not measured. Reward units.
double calcLargestPenalty(const BoundPoint& point);

/// What would make it tell something: the ε_π below which C stays under `calcLargestPenalty`, with ε_m, ε_m′ and k as
/// they are. C is linear in ε_π, so it is
///
///     (C_largest − C(ε_π = 0)) / (C(ε_π = 1) − C(ε_π = 0))
///
/// Empty where the model's error alone is too much: no policy is close enough.
std::optional<double> calcLargestShift(const BoundPoint& point);

}  // namespace mbpo
