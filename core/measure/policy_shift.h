#pragma once

#include <ATen/core/Tensor.h>

#include "agent/policy.h"
#include "measure/aggregate.h"

namespace measure {

/// KL(p ‖ q) of diagonal Gaussians, per row [B], in nats:
///
///     Σ_i  log σ_q,i − log σ_p,i + (σ_p,i² + (μ_p,i − μ_q,i)²) / (2 σ_q,i²) − ½
///
/// tanh is a bijection, so this is also the divergence of the squashed policies.
at::Tensor calcGaussianKl(const agent::GaussianHead& p, const agent::GaussianHead& q);

/// Pinsker's bound on the total variation from a divergence in nats: min(1, √(KL/2)).
at::Tensor calcPinskerTv(const at::Tensor& kl);

/// How far π has moved from π_D over sampled real states.
struct PolicyShift {
  Aggregate kl;       ///< KL(π ‖ π_D), nats, closed form per state
  Aggregate eps_pi;   ///< Pinsker bound on TV(π ‖ π_D) per state
  std::int64_t states = 0;
};

/// s [N, n_s]: real states, N ≥ 1000 wherever D_env has that many.
PolicyShift measurePolicyShift(const agent::Policy& policy, const agent::Policy& behaviour_policy, const at::Tensor& s);

}  // namespace measure
