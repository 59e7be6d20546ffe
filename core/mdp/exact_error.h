#pragma once

#include "mdp/finite_mdp.h"

namespace mdp {

/// TV = ½ Σ_j |p_ij − q_ij| of each row, in [0, 1]. For kernels: TV(p ‖ p̂) of every (s, a), at s·A + a.
Vector calcRowTv(const Matrix& p, const Matrix& q);

/// max_t E_{s,a∼π,t} tv(s, a) with states by π in the true p: ε_m when π is π_D, ε_m′ when it is the current policy.
/// tv [S·A] in [0, 1], exact or an upper bound on TV(p ‖ p̂). Actions follow π as well, as the proofs need.
///
/// The maximum is over t = 0, 1, … until no later time can exceed it (1e-15), which is known from max_s of P^t tv: that
/// never rises with t. A chain that keeps this open is followed until γ^t < 1e-16 (and for at least 1000 steps): what
/// is later cannot change a return by more than 2e-16 r_max/(1 − γ), so every bound stays valid to rounding.
double calcExpectedTv(const FiniteMdp& mdp, const Policy& policy, const Vector& tv);

/// d = dε_m′/dε_π at π_D, along π_α = (1 − α)π_D + απ, by a forward difference at α = 1e-4. It may be negative, where
/// the shift leads away from the model's errors. 0 if π = π_D.
double calcEpsMSlope(const FiniteMdp& mdp, const Policy& policy, const Policy& behaviour_policy, const Vector& tv);

}  // namespace mdp
