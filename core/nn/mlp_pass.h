#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "nn/matrix.h"
#include "nn/matrix_product.h"
#include "nn/mlp.h"

namespace nn {

/// One batch's way through one member of an Mlp and back, by hand: the fast engine's twin of Mlp::forward and of its
/// autograd. With h_0 = x and L the last layer:
///
///     forward    z_l = h_l W_l + b_l;   h_{l+1} = φ(z_l);   y = z_L
///     backward   δ_L = ∂J/∂y, from the caller;   δ_{l−1} = (δ_l W_lᵀ) ⊙ φ′(z_{l−1});   ∂J/∂x = δ_0 W_0ᵀ
///     gradient   ∂J/∂W_l = h_lᵀ δ_l;   ∂J/∂b_l = Σ_rows δ_l
///
/// Forward and backward work on any range of rows, the gradient on any part of the weights: threads may call them at
/// once on pieces that do not overlap. Memory is taken once, for `max_rows`.
class MlpPass {
 public:
  MlpPass(const Mlp& mlp, std::int64_t max_rows, Precision precision);

  /// Rows of x [B, in]. With `for_backward` false only the output is of use afterwards.
  void forward(std::int64_t member, ConstMatrix x, Range rows, bool for_backward = true);
  Matrix output(std::int64_t batch) { return view(output_, batch, mlp_->shape().outputs); }  ///< y [B, out]

  /// δ_L [B, out]: fill these rows, then call `backward`.
  Matrix outputGradient(std::int64_t batch) { return view(deltas_.back(), batch, mlp_->shape().outputs); }
  void backward(std::int64_t member, Range rows);
  /// Columns of ∂J/∂x, after `backward` of the same rows.
  void inputGradient(std::int64_t member, Range rows, Range columns, Matrix dx);

  /// Moves what `backward` needs of these rows, ascending and all within `rows`, to the start of `rows`: the pass goes
  /// on as if the batch had been these alone.
  void keepRows(Range rows, std::span<const std::int64_t> kept);

  /// Overwrites part `part` of `parts` of the member's entries in the parameters' flat gradient buffer, from all rows
  /// of x and of the passes above. The penalty ½ Σ_l wd_l ‖W_l‖² adds wd_l W_l; `decay` holds wd_l, or nothing.
  void weightGradient(std::int64_t member, ConstMatrix x, int part, int parts, std::span<const double> decay = {});

 private:
  using Buffer = std::vector<float>;
  Matrix view(Buffer& buffer, std::int64_t rows, std::int64_t columns) const {
    return {buffer.data(), rows, columns, columns + kPadding};
  }
  // Rows of a power-of-two width would share cache sets.
  static constexpr std::int64_t kPadding = 16;

  const Mlp* mlp_;
  Precision precision_;
  std::vector<Buffer> h_;       ///< h_1 … h_L
  std::vector<Buffer> slopes_;  ///< φ′(z_0) … φ′(z_{L−1}); empty for relu, whose slope shows in h
  std::vector<Buffer> deltas_;  ///< δ_0 … δ_L
  Buffer output_;
};

}  // namespace nn
