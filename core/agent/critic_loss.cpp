#include "agent/critic_loss.h"

#include <ATen/ATen.h>

namespace agent {

at::Tensor calcCriticTarget(const at::Tensor& r, const at::Tensor& terminal, const at::Tensor& q_next,
                            const at::Tensor& log_pi_next, double alpha, double discount) {
  // y = r + γ (1 − terminal) (min_i Q̄_i − α log π)
  return r + discount * (1.0 - terminal) * (q_next.amin(0) - alpha * log_pi_next);
}

at::Tensor calcCriticLoss(const at::Tensor& q, const at::Tensor& y) {
  // Σ_i ½ mean (Q_i − y)²
  return 0.5 * (q - y).square().mean({1, 2}).sum();
}

}  // namespace agent
