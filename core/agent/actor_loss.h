#pragma once

#include <ATen/core/Tensor.h>

namespace agent {

/// J_π = mean_B (α log π(a | s) − min_i Q_i(s, a)),  a ~ π reparameterised; log_pi [B, 1], q [2, B, 1]. A scalar.
/// Conservative mode adds λ mean_B √(KL(π ‖ π_D)/2): shift_penalty.h.
at::Tensor calcActorLoss(const at::Tensor& log_pi, const at::Tensor& q, double alpha);

/// ∂J_π/∂log π = α/B and ∂J_π/∂Q_i = −1/B for each row's smaller critic, 0 for the other.
struct ActorGradient {
  float by_log_pi, by_smaller_q;
};
inline ActorGradient calcActorGradient(float alpha, float batch) { return {alpha / batch, -1.0F / batch}; }

}  // namespace agent
