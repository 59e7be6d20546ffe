#pragma once

#include <ATen/core/Tensor.h>

namespace agent {

/// J_π = mean_B (α log π(a | s) − min_i Q_i(s, a)),  a ~ π reparameterised; log_pi [B, 1], q [2, B, 1]. A scalar.
at::Tensor calcActorLoss(const at::Tensor& log_pi, const at::Tensor& q, double alpha);

}  // namespace agent
