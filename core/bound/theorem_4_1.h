#pragma once

#include "bound/penalty.h"
#include "bound/setting.h"

namespace bound {

/// Theorem 4.1 (Janner et al. 2019) for full-length model rollouts, ν[π] ≥ ν̂[π] − C:
///
///     C = 2γ r_max (ε_m + 2ε_π)/(1−γ)² + 4 r_max ε_π/(1−γ)
///
/// eps_m: ε_m = max_t E_{s,a∼π_D,t} TV(p ‖ p̂); eps_pi: ε_π = max_s TV(π ‖ π_D); both in [0, 1]. Terms: model_error,
/// policy_shift_states, policy_shift_actions, in reward units. Throws RangeError.
Penalty calcTheorem41(const Setting& setting, double eps_m, double eps_pi);

/// The same statement with the smallest constants, by coupling (this project's; core/bound/theorem_4_1.cpp proves it):
///
///     C = 2γ r_max (ε_m + ε_π)/(1−γ)²
///
/// Never above Theorem 4.1, and attained: some MDPs come as near to it as one likes. Terms: model_error,
/// policy_shift_states. Throws RangeError.
Penalty calcCoupledTheorem41(const Setting& setting, double eps_m, double eps_pi);

}  // namespace bound
