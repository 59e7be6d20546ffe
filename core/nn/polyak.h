#pragma once

#include <ATen/core/Tensor.h>

namespace nn {

/// θ̄ ← θ̄ + τ (θ − θ̄), in place; contiguous float32 [P].
void averagePolyak(const at::Tensor& target, const at::Tensor& source, double tau);

}  // namespace nn
