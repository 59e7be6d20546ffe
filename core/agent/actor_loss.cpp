#include "agent/actor_loss.h"

#include <ATen/ATen.h>

namespace agent {

at::Tensor calcActorLoss(const at::Tensor& log_pi, const at::Tensor& q, double alpha) {
  // α log π − min_i Q_i
  return (alpha * log_pi - at::minimum(q[0], q[1])).mean();
}

}  // namespace agent
