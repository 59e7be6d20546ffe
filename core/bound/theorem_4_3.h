#pragma once

#include <cstdint>

#include "bound/penalty.h"
#include "bound/setting.h"

namespace bound {

/// Which statement of Theorem 4.3. Both are valid for the branched return of core/mdp and have the same best k.
enum class Theorem43Form {
  with_action_terms,  ///< this project's default: (γ^k + 2) ε_π/(1−γ), the same form as Theorem 4.2
  as_published,       ///< γ^k ε_π/(1−γ): tighter by 4 r_max ε_π/(1−γ)
};

/// Theorem 4.3 (Janner et al. 2019) for branched rollouts of k ≥ 0 model steps, ν[π] ≥ ν̂_branch[π](k) − C(k):
///
///     C(k) = 2 r_max [ γ^{k+1} ε_π/(1−γ)² + (γ^k + 2) ε_π/(1−γ) + k ε_m′/(1−γ) ]       (γ^k alone as published)
///
/// eps_m_prime: ε_m′ = max_t E_{s,a∼π,t} TV(p ‖ p̂), on the *current* policy's states; eps_pi: ε_π = max_s TV(π ‖ π_D);
/// both in [0, 1]. Terms: shift_before_branch, shift_at_branch, policy_shift_actions (not as published), model_error,
/// in reward units. Throws RangeError.
Penalty calcTheorem43(const Setting& setting, double eps_m_prime, double eps_pi, std::int64_t k,
                      Theorem43Form form = Theorem43Form::with_action_terms);

/// The same statement with the smallest constants, by coupling (this project's; core/bound/theorem_4_3.cpp proves it):
///
///     C(k) = 2 r_max [ γ^{k+1} ε_π + γ(1 − γ^k) ε_m′ ]/(1−γ)²       and + 2 r_max ε_π/(1−γ) for k = 0
///
/// Never above Theorem 4.3 as published, and attained at every k. It mixes ε_π and ε_m′ with weights γ^k and 1 − γ^k,
/// so it has no best k between: the longest rollout if ε_m′ < ε_π, else k = 0 or 1. Theorem 4.3's finite k* comes
/// from charging k/(1−γ) for Σ_t γ^t min(t, k). Terms: shift_before_branch, policy_shift_actions, model_error.
Penalty calcCoupledTheorem43(const Setting& setting, double eps_m_prime, double eps_pi, std::int64_t k);

/// What C(k) tends to as k → ∞ for ε_m′ = 0, when no finite k is best: 4 r_max ε_π/(1−γ), or 0 as published.
double calcTheorem43Limit(const Setting& setting, double eps_pi, Theorem43Form form = Theorem43Form::with_action_terms);

/// The linear model ε̂_m′(ε_π) = ε_m + d·ε_π, clipped to [0, 1]. eps_m, eps_pi in [0, 1]; slope d = dε_m′/dε_π,
/// finite, ≥ 0. Throws RangeError.
double calcLinearEpsMPrime(double eps_m, double slope, double eps_pi);

}  // namespace bound
