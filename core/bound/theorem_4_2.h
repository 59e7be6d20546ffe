#pragma once

#include <cstdint>

#include "bound/penalty.h"
#include "bound/setting.h"

namespace bound {

/// Theorem 4.2 (Janner et al. 2019) for branched rollouts of k ≥ 0 model steps, ν[π] ≥ ν̂_branch[π](k) − C(k):
///
///     C(k) = 2 r_max [ γ^{k+1} ε_π/(1−γ)² + (γ^k + 2) ε_π/(1−γ) + k (ε_m + 2ε_π)/(1−γ) ]
///
/// ε_m on π_D's states, ε_π = max_s TV(π ‖ π_D), both in [0, 1]. C never falls with k, so its best k is always 0.
/// Terms: shift_before_branch, shift_at_branch, policy_shift_actions, model_error, shift_in_branch, in reward units.
/// Throws RangeError.
Penalty calcTheorem42(const Setting& setting, double eps_m, double eps_pi, std::int64_t k);

}  // namespace bound
