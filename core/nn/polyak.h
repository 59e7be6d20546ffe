#pragma once

#include <ATen/core/Tensor.h>

#include "nn/matrix.h"

namespace nn {

/// θ̄ ← θ̄ + τ (θ − θ̄), in place; contiguous float32 [P]. The second form does one part.
void averagePolyak(const at::Tensor& target, const at::Tensor& source, double tau);
void averagePolyak(const at::Tensor& target, const at::Tensor& source, double tau, Range part);

}  // namespace nn
