#pragma once

#include <ATen/core/Tensor.h>

namespace measure {

/// Upper bounds on the total variation from a divergence in nats, elementwise on tensors of any shape, in [0, 1].
/// (core/bound has the same for single numbers.)

/// Pinsker: min(√(KL/2), 1).
at::Tensor calcPinskerTv(const at::Tensor& kl);
/// Bretagnolle & Huber 1979: √(1 − e^{−KL}). Below 1 for every finite KL; lower than Pinsker from KL ≈ 1.59 on.
at::Tensor calcBretagnolleHuberTv(const at::Tensor& kl);
/// The lower of the two.
at::Tensor calcCombinedTv(const at::Tensor& kl);

}  // namespace measure
