#pragma once

#include <ATen/core/Tensor.h>

#include "agent/policy.h"

namespace agent {

/// KL(p ‖ q) of two Gaussian heads per row [B, 1], in nats, in the heads' own precision, differentiable:
///
///     KL = Σ_i  log σ_q,i − log σ_p,i + (σ_p,i² + (μ_p,i − μ_q,i)²) / (2 σ_q,i²) − ½
///
/// tanh is a bijection, so this is also the divergence of the squashed policies. Rounding can bring it below 0.
at::Tensor calcHeadKl(const GaussianHead& p, const GaussianHead& q);

}  // namespace agent
