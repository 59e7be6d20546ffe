#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "nn/aligned_floats.h"
#include "nn/matrix.h"
#include "nn/matrix_product.h"
#include "nn/mlp.h"

namespace nn {

/// A tile of rows on its way through one member of an Mlp and back, by hand: the fast engine's twin of Mlp::forward and
/// of its autograd. With h_0 = x and L the last layer:
///
///     forward    z_l = h_l W_l + b_l;   h_{l+1} = φ(z_l);   y = z_L
///     backward   δ_L = ∂J/∂y, from the caller;   δ_{l−1} = (δ_l W_lᵀ) ⊙ φ′(z_{l−1});   ∂J/∂x = δ_0 W_0ᵀ
///     gradient   ∂J/∂W_l = h_lᵀ δ_l;   ∂J/∂b_l = Σ_rows δ_l
///
/// Large tiles make faster products, small ones keep their activations in the second-level cache: the caller chooses.
/// Memory is taken once. One thread at a time; threads that share a network have a pass each.
class MlpPass {
 public:
  MlpPass(const Mlp& mlp, std::int64_t max_rows, Precision precision);

  /// x [B, in], B ≤ max_rows. With `for_backward` false only the output is of use afterwards.
  void forward(std::int64_t member, ConstMatrix x, bool for_backward = true);
  Matrix output() { return view(output_, mlp_->shape().outputs); }  ///< y [B, out]

  /// δ_L [B, out]: fill it, then call `backward`.
  Matrix outputGradient() { return view(deltas_.back(), mlp_->shape().outputs); }
  void backward(std::int64_t member);
  /// Columns of ∂J/∂x [B, columns], after `backward`.
  void inputGradient(std::int64_t member, Range columns, Matrix dx);

  /// Goes on as if the tile had been these of its rows alone, ascending, in this order; between `forward` and
  /// `backward`.
  void keepRows(std::span<const std::int64_t> kept);

  /// ∂J/∂θ of the member into `gradient`, a buffer laid out like the parameters' flat one: writes it, or with `add`
  /// adds to it. x as in `forward`.
  void weightGradient(std::int64_t member, ConstMatrix x, float* gradient, bool add);

 private:
  Matrix view(AlignedFloats& buffer, std::int64_t columns) const {
    return {buffer.data(), rows_, columns, calcStride(columns)};
  }

  const Mlp* mlp_;
  Precision precision_;
  std::int64_t max_rows_, rows_ = 0;
  std::vector<AlignedFloats> h_;       ///< h_1 … h_L
  std::vector<AlignedFloats> deltas_;  ///< δ_0 … δ_L; before, for silu, φ′(z_0) … φ′(z_{L−1})
  AlignedFloats product_;              ///< δ_l W_lᵀ; empty for relu, whose slope shows in h
  AlignedFloats output_;
};

}  // namespace nn
