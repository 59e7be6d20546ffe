#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "bound/setting.h"
#include "mdp/finite_mdp.h"

namespace mdp {

/// A truth, a model of it, the policy that is judged and the one that collected the data.
struct Experiment {
  FiniteMdp mdp;
  Kernel p_hat;
  Policy policy, behaviour_policy;
};

/// Everything the theorems speak of, exact.
struct ExactCase {
  bound::Setting setting;
  double eps_m = 0, eps_m_prime = 0, eps_pi = 0;
  double true_return = 0;   ///< ν[π]
  double model_return = 0;  ///< ν̂[π]
  Vector branched_returns;  ///< ν̂_branch[π](k), k = 0 … k_max
};
ExactCase calcExactCase(const Experiment& experiment, std::size_t k_max);

/// A claim |ν[π] − model-side return| ≤ penalty, to be put to the test. The proofs are two-sided, so the tests are.
struct Theorem {
  std::string name;
  bool branched = false;  ///< the model side is ν̂_branch(k), else ν̂ and there is no k
  std::function<double(const ExactCase&, std::int64_t k)> penalty;

  double calcGap(const ExactCase& exact, std::int64_t k) const;
};

/// "4.1", "4.1-coupled", "4.2", "4.3", "4.3-published", "4.3-coupled", as core/bound states them, and "4.1-on-policy":
/// Theorem 4.1 read for π_D = π, so with ε_m′ for ε_m and no policy shift.
std::vector<Theorem> allTheorems();

}  // namespace mdp
