#pragma once

#include <ATen/core/Tensor.h>

#include <algorithm>

namespace agent {

/// The soft Bellman target (Haarnoja et al. 2018):
///
///     y = r + γ (1 − terminal) (min_i Q̄_i(s′, a′) − α log π(a′ | s′)),   a′ ~ π(· | s′)
///
/// r, terminal, log_pi_next [B, 1]; q_next [2, B, 1]. A time limit is not terminal.
at::Tensor calcCriticTarget(const at::Tensor& r, const at::Tensor& terminal, const at::Tensor& q_next,
                            const at::Tensor& log_pi_next, double alpha, double discount);

/// The same for one row.
inline float calcCriticTarget(float r, float terminal, float q_1_next, float q_2_next, float log_pi_next, float alpha,
                              float discount) {
  return r + discount * (1.0F - terminal) * (std::min(q_1_next, q_2_next) - alpha * log_pi_next);
}

/// J_Q = Σ_i ½ mean_B (Q_i(s, a) − y)²; q [2, B, 1], y [B, 1]. A scalar.
at::Tensor calcCriticLoss(const at::Tensor& q, const at::Tensor& y);

/// ∂J_Q/∂Q_i = (Q_i − y)/B, for one row.
inline float calcCriticGradient(float q, float y, float batch) { return (q - y) / batch; }

}  // namespace agent
