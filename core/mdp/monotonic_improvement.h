#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "mdp/finite_mdp.h"

namespace mdp {

/// The bound that has to guarantee a step of Algorithm 1.
enum class Certificate {
  /// ν̂ − C of Theorem 4.1. It can certify no step whatever: C grows by 4 r_max/(1−γ)² per ε_π, while no return can
  /// rise by more than 2 r_max/(1−γ)² per ε_π, so ν̂[π_α] − C is largest at α = 0.
  theorem_4_1,
  coupled_theorem_4_1,  ///< the same with the smallest constants; certifies steps whose advantage is large and near
  on_policy_theorem_4_1,  ///< Theorem 4.1 read for π_D = π_α: C = 2γ r_max ε_m′/(1−γ)², no charge for the shift itself
  theorem_4_3,            ///< as published: ν̂_branch(k*) − C(k*), with ε_m′ under each candidate
};

/// How the learner knows TV(p ‖ p̂): told the truth, or by the count bound of calcPacTv.
enum class ModelErrorSource { exact, pac };

struct ImprovementOptions {
  int iterations = 20;             ///< ≥ 1
  std::int64_t samples = 100'000;  ///< n ≥ 1: fresh transitions of the current policy for each iteration
  double confidence = 0.95;        ///< in (0, 1), for all iterations together (δ is shared out evenly)
  Certificate certificate = Certificate::on_policy_theorem_4_1;
  ModelErrorSource model_error = ModelErrorSource::exact;
  std::uint64_t seed = 1;
};

/// One iteration, in reward units where not said otherwise.
struct ImprovementStep {
  double true_return = 0;        ///< ν[π] before the step, exact
  double true_return_after = 0;  ///< ν of the policy that the step leaves
  double model_return = 0;  ///< the model side of the bound at α: ν̂[π_α], or ν̂_branch[π_α](k) for Theorem 4.3
  double penalty = 0;       ///< C at α
  double lower_bound = 0;   ///< model_return − penalty, what ν[π_α] is guaranteed to reach
  double alpha = 0;         ///< the mixture that maximises lower_bound, in [0, 1]
  double eps_m = 0, eps_m_prime = 0, eps_pi = 0;  ///< at α, in [0, 1]
  std::int64_t rollout_length = -1;               ///< k for Theorem 4.3; −1: full-length rollouts
  bool certified = false;                         ///< lower_bound > true_return: π_α was adopted, else π stays
};

/// Algorithm 1 of the paper (monotonic MBPO), exactly, from the uniform policy:
///
///     repeat: collect n transitions with π_D = π; fit p̂ by maximum likelihood;
///             α ← argmax ν̂[π_α] − C(α),  π_α = (1 − α) π + α · (optimal policy of p̂);
///             π ← π_α if that lower bound exceeds ν[π].
///
/// The paper's C is Theorem 4.1's; see Certificate for why others are offered.
/// α is searched over 0 and 25 values per decade of [1e-4, 1]. The laboratory lends the learner two things exactly:
/// ν[π] of the policy in hand, and the state distributions under which errors are averaged. With exact errors a
/// certified step never lowers ν; with the count bound none does, with probability ≥ confidence.
/// Throws base::Error for options out of range.
std::vector<ImprovementStep> improveMonotonically(const FiniteMdp& mdp, const ImprovementOptions& options);

}  // namespace mdp
