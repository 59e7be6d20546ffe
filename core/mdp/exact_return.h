#pragma once

#include "mdp/finite_mdp.h"

namespace mdp {

/// P_π(s′ | s) = Σ_a π(a|s) p(s′|s, a), [S, S]; and r_π(s) = Σ_a π(a|s) r(s, a), [S].
Matrix calcStateTransitions(const Kernel& p, const Policy& policy);
Vector calcExpectedRewards(const Matrix& reward, const Policy& policy);

/// E Σ_t γ^t r(s_t, a_t) from the MDP's start: ν[π] with its own p, ν̂[π] with a learned kernel. To machine precision.
double calcReturn(const FiniteMdp& mdp, const Kernel& p, const Policy& policy);

/// ν̂_branch[π](k) for k = 0 … k_max. The reward at time t is taken under the states that follow π_D in p for
/// t − min(t, k) steps and then π in p̂ for min(t, k) steps; its action is π's, and π_D's for k = 0, so the first entry
/// is ν[π_D] and for k → ∞ they tend to ν̂[π]. The infinite horizon is exact: times up to k are summed, and all later
/// ones share k model steps after the discounted occupancy of π_D.
Vector calcBranchedReturns(const FiniteMdp& mdp, const Kernel& p_hat, const Policy& policy,
                           const Policy& behaviour_policy, std::size_t k_max);

}  // namespace mdp
