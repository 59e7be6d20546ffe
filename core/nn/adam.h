#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "nn/matrix.h"

namespace nn {

/// Adam (Kingma & Ba 2015) over one flat parameter buffer, in one fused pass:
///
///     m ← β₁ m + (1 − β₁) g;   v ← β₂ v + (1 − β₂) g²
///     θ ← θ − lr · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε),    β₁ = 0.9, β₂ = 0.999, ε = 1e-8
///
/// One owner thread, but for `stepPart`. Every entry is its own sum, so the result never depends on the threads.
class Adam {
 public:
  explicit Adam(std::int64_t parameter_count);

  /// values, gradient: contiguous float32 [P].
  void step(const at::Tensor& values, const at::Tensor& gradient, double learning_rate);

  /// The same in parts: `beginStep` once, then `stepPart` on ranges that cover 0 … P − 1, from any threads.
  struct Pace {
    float scale;       ///< lr/(1 − β₁ᵗ)
    float root_scale;  ///< 1/√(1 − β₂ᵗ)
  };
  Pace beginStep(double learning_rate);  ///< t ← t + 1
  void stepPart(Pace pace, const at::Tensor& values, const at::Tensor& gradient, Range part);

  // The whole state, for checkpoints.
  at::Tensor first_moment, second_moment;  ///< m, v [P]
  std::int64_t steps = 0;                  ///< t
};

}  // namespace nn
