#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace nn {

/// Adam (Kingma & Ba 2015) over one flat parameter buffer, in one fused pass:
///
///     m ← β₁ m + (1 − β₁) g;   v ← β₂ v + (1 − β₂) g²
///     θ ← θ − lr · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε),    β₁ = 0.9, β₂ = 0.999, ε = 1e-8
///
/// One owner thread; single-threaded, so the result never depends on the thread count.
class Adam {
 public:
  explicit Adam(std::int64_t parameter_count);

  /// values, gradient: contiguous float32 [P].
  void step(const at::Tensor& values, const at::Tensor& gradient, double learning_rate);

  // The whole state, for checkpoints.
  at::Tensor first_moment, second_moment;  ///< m, v [P]
  std::int64_t steps = 0;                  ///< t
};

}  // namespace nn
