#pragma once

#include <ATen/core/Tensor.h>

#include "agent/policy.h"
#include "nn/matrix.h"

namespace agent {

/// What the actor pays for leaving the policy that collected the data: Algorithm 1's charge on ε_π, put into the actor
/// loss of Algorithm 2. Weight 0 or no π_D: none, and nothing is computed.
struct ShiftPenalty {
  const Policy* behaviour_policy = nullptr;  ///< π_D; outlives the update
  double weight = 0;                         ///< λ ≥ 0, reward units per unit of TV

  bool isActive() const { return behaviour_policy != nullptr && weight > 0; }
};

/// Smooths the root where π = π_D: its gradient would be 0/0 there. 1e-4 in units of TV, far below any ε_π of interest.
inline constexpr double kShiftFloor = 1e-8;

/// D = mean_B √( KL(π ‖ π_D)/2 + δ ), Pinsker's bound on TV, with δ = kShiftFloor. Heads [B, n_a]; a scalar, float64,
/// differentiable in `policy`; the KL is computed in double because near π_D its terms cancel.
at::Tensor calcShiftPenalty(const GaussianHead& policy, const GaussianHead& behaviour_policy);

/// The fast engine's twin, on rows of raw heads [B, 2 n_a] (μ, then log σ before the cut). Adds λ ∂D/∂head of a batch
/// of `batch` rows to `gradient_head` and returns Σ_rows √(KL/2 + δ):
///
///     ∂KL/∂μ = (μ − μ_D)/σ_D²;   ∂KL/∂log σ = σ²/σ_D² − 1, 0 where the cut holds log σ;   ∂√(KL/2 + δ) = ∂KL / (4
///     √(KL/2 + δ))
double addShiftPenaltyGradient(nn::ConstMatrix head, nn::ConstMatrix behaviour_head, double weight, double batch,
                               nn::Matrix gradient_head);

}  // namespace agent
