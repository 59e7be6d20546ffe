#include "mdp/exact_return.h"

namespace mdp {

Matrix calcStateTransitions(const Kernel& p, const Policy& policy) {
  const std::size_t states = policy.rows(), actions = policy.columns();
  Matrix transitions(states, states);
  for (std::size_t s = 0; s < states; ++s) {
    double* row = transitions.row(s);
    for (std::size_t a = 0; a < actions; ++a) {
      const double* next = p.row(s * actions + a);
      for (std::size_t j = 0; j < states; ++j) row[j] += policy(s, a) * next[j];
    }
  }
  return transitions;
}

Vector calcExpectedRewards(const Matrix& reward, const Policy& policy) {
  Vector expected(reward.rows());
  for (std::size_t s = 0; s < reward.rows(); ++s) {
    for (std::size_t a = 0; a < reward.columns(); ++a) expected[s] += policy(s, a) * reward(s, a);
  }
  return expected;
}

double calcReturn(const FiniteMdp& mdp, const Kernel& p, const Policy& policy) {
  // ν = ρ₀ᵀ (I − γ P_π)⁻¹ r_π
  return dot(mdp.start,
             solveValues(calcStateTransitions(p, policy), mdp.discount, calcExpectedRewards(mdp.reward, policy)));
}

Vector calcBranchedReturns(const FiniteMdp& mdp, const Kernel& p_hat, const Policy& policy,
                           const Policy& behaviour_policy, std::size_t k_max) {
  const Matrix model_steps = calcStateTransitions(p_hat, policy);
  const Vector occupancy =
      solveOccupancy(calcStateTransitions(mdp.p, behaviour_policy), mdp.discount, mdp.start);  // Σ_t γ^t π_D,t
  Vector returns{dot(occupancy, calcExpectedRewards(mdp.reward, behaviour_policy))};
  Vector reward_ahead = calcExpectedRewards(mdp.reward, policy);  // P̂_π^k r_π
  double before = 0, gamma_k = 1;
  for (std::size_t k = 1; k <= k_max; ++k) {
    // ν̂_branch(k) = Σ_{t<k} γ^t ρ₀ᵀ P̂_π^t r_π + γ^k xᵀ P̂_π^k r_π, x the occupancy of π_D: times t ≥ k branch at t − k
    before += gamma_k * dot(mdp.start, reward_ahead);
    gamma_k *= mdp.discount;
    reward_ahead = multiply(model_steps, reward_ahead);
    returns.push_back(before + gamma_k * dot(occupancy, reward_ahead));
  }
  return returns;
}

}  // namespace mdp
