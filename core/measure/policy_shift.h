#pragma once

#include <ATen/core/Tensor.h>

#include "agent/policy.h"
#include "measure/aggregate.h"
#include "measure/divergence.h"
#include "measure/estimator.h"
#include "measure/gaussian_mixture.h"
#include "nn/noise.h"

namespace measure {

/// KL(p ‖ q) of diagonal Gaussians, per row [B], in nats:
///
///     Σ_i  log σ_q,i − log σ_p,i + (σ_p,i² + (μ_p,i − μ_q,i)²) / (2 σ_q,i²) − ½
///
/// tanh is a bijection, so this is also the divergence of the squashed policies.
at::Tensor calcGaussianKl(const agent::GaussianHead& p, const agent::GaussianHead& q);

/// TV(π ‖ π_D) per state by E_{a∼π_D}[(1 − π(a)/π_D(a))₊], with ε [S, B, n_a] in antithetic pairs (2S actions per
/// state): [B] float64, unbiased, 0 for equal policies.
RowEstimate calcPolicyTv(const agent::GaussianHead& policy, const agent::GaussianHead& behaviour_policy,
                         const at::Tensor& epsilon);

/// ε_π by one estimator over sampled states. States where a policy is not finite count as 1.
struct ShiftEstimate {
  ShiftEstimator estimator = ShiftEstimator::combined;
  Aggregate eps_pi;                ///< [0, 1]
  double mean_standard_error = 0;  ///< of the mean: states and, for Monte Carlo, actions together
  double max_standard_error = 0;   ///< of the Monte-Carlo value at the state of the maximum; 0 for closed forms
  /// A maximum over noisy values is too high on average. This one takes the worst state by half of the actions and its
  /// value by the other half (and the reverse, averaged): on average not above the true maximum over these states. So
  /// the two enclose it on average. Equal to eps_pi.max for closed forms.
  double max_by_halves = 0;
  std::int64_t states = 0;
  std::int64_t actions_per_state = 0;  ///< 0 for closed forms
};

/// How far π has moved from π_D over sampled real states, by every estimator.
struct PolicyShift {
  Aggregate kl;  ///< KL(π ‖ π_D), nats, closed form per state; NaN if any state is not finite
  ShiftEstimate pinsker, combined;
  ShiftEstimate monte_carlo;  ///< NaN with 0 actions where it was not asked for
  std::int64_t states = 0;
  std::int64_t not_finite = 0;  ///< states where a policy is not finite

  const ShiftEstimate& by(ShiftEstimator estimator) const;
};

/// 2 × 128 actions: a standard error of about 0.03 at a state with TV ½; 1000 states of hopper in 40 ms on one core.
inline constexpr std::int64_t kActionPairs = 128;

/// s [N, n_s]: real states, N ≥ 1; 1000 or more wherever D_env has that many. The closed forms alone:
PolicyShift measurePolicyShift(const agent::Policy& policy, const agent::Policy& behaviour_policy, const at::Tensor& s);
/// … and Monte Carlo with 2 · action_pairs actions per state, action_pairs ≥ 4 and even.
PolicyShift measurePolicyShift(const agent::Policy& policy, const agent::Policy& behaviour_policy, const at::Tensor& s,
                               std::int64_t action_pairs, nn::Noise& noise);

}  // namespace measure
