#include "nn/mlp_pass.h"

#include <ATen/core/Tensor.h>

#include <algorithm>
#include <string>

#include "base/error.h"
#include "nn/activation_kernels.h"

namespace nn {
namespace {

// One member's slice of W_l [E, in, out].
Matrix memberMatrix(const at::Tensor& w, std::int64_t member) {
  return {w.data_ptr<float>() + member * w.size(1) * w.size(2), w.size(1), w.size(2), w.size(2)};
}

// One member's slice of b_l [E, 1, out].
float* memberVector(const at::Tensor& b, std::int64_t member) { return b.data_ptr<float>() + member * b.size(2); }

}  // namespace

MlpPass::MlpPass(const Mlp& mlp, std::int64_t max_rows, Precision precision)
    : mlp_(&mlp), precision_(precision), max_rows_(max_rows) {
  const MlpShape& shape = mlp.shape();
  const auto hidden = static_cast<std::size_t>(max_rows * calcStride(shape.hidden));
  const auto outputs = static_cast<std::size_t>(max_rows * calcStride(shape.outputs));
  for (std::int64_t layer = 0; layer < shape.hidden_layers; ++layer) {
    h_.emplace_back(hidden);
    deltas_.emplace_back(hidden);
  }
  deltas_.emplace_back(outputs);
  output_.resize(outputs);
  if (shape.activation == Activation::silu) product_.resize(hidden);
}

void MlpPass::forward(std::int64_t member, ConstMatrix x, bool for_backward) {
  const MlpShape& shape = mlp_->shape();
  WORKBENCH_CHECK(x.columns == shape.inputs && x.rows <= max_rows_,
                  "x is " + std::to_string(x.rows) + " × " + std::to_string(x.columns));
  rows_ = x.rows;
  ConstMatrix input = x;
  for (std::int64_t layer = 0; layer < shape.layers(); ++layer) {
    const bool last = layer + 1 == shape.layers();
    const auto l = static_cast<std::size_t>(layer);
    const Matrix z = last ? output() : view(h_[l], shape.hidden);
    const float* bias = memberVector(mlp_->bias(layer), member);
    multiply(input, memberMatrix(mlp_->weight(layer), member), z, precision_);
    if (last)
      addBias(z, bias);
    else if (shape.activation == Activation::relu)
      addBiasRelu(z, bias);
    else if (for_backward)
      addBiasSilu(z, bias, view(deltas_[l], shape.hidden));
    else
      addBiasSilu(z, bias);
    input = z;
  }
}

void MlpPass::backward(std::int64_t member) {
  const MlpShape& shape = mlp_->shape();
  for (std::int64_t layer = shape.hidden_layers; layer > 0; --layer) {
    const auto l = static_cast<std::size_t>(layer);
    const Matrix delta_above = view(deltas_[l], layer == shape.hidden_layers ? shape.outputs : shape.hidden);
    const Matrix delta = view(deltas_[l - 1], shape.hidden);
    const Matrix weight = memberMatrix(mlp_->weight(layer), member);
    // δ_{l−1} = (δ_l W_lᵀ) ⊙ φ′(z_{l−1})
    if (shape.activation == Activation::relu) {
      multiplyRightTransposed(delta_above, weight, delta, precision_);
      multiplyByReluSlope(delta, view(h_[l - 1], shape.hidden));
    } else {
      multiplyRightTransposed(delta_above, weight, view(product_, shape.hidden), precision_);
      multiplyElementwise(delta, view(product_, shape.hidden));
    }
  }
}

void MlpPass::inputGradient(std::int64_t member, Range columns, Matrix dx) {
  const std::int64_t width = mlp_->shape().hidden_layers > 0 ? mlp_->shape().hidden : mlp_->shape().outputs;
  // ∂J/∂x = δ_0 W_0ᵀ
  multiplyRightTransposed(view(deltas_.front(), width), memberMatrix(mlp_->weight(0), member).rowRange(columns), dx,
                          precision_);
}

void MlpPass::keepRows(std::span<const std::int64_t> kept) {
  const std::int64_t stride = calcStride(mlp_->shape().hidden);
  // What `backward` still needs: the slopes.
  const bool relu = mlp_->shape().activation == Activation::relu;
  for (std::size_t layer = 0; layer < h_.size(); ++layer) {
    AlignedFloats& buffer = relu ? h_[layer] : deltas_[layer];
    for (std::size_t i = 0; i < kept.size(); ++i) {  // never over a row still to come
      std::copy_n(buffer.data() + kept[i] * stride, stride, buffer.data() + static_cast<std::int64_t>(i) * stride);
    }
  }
  rows_ = static_cast<std::int64_t>(kept.size());
}

void MlpPass::weightGradient(std::int64_t member, ConstMatrix x, float* gradient, bool add) {
  const MlpShape& shape = mlp_->shape();
  const float* const values = mlp_->weight(0).data_ptr<float>();  // where the flat buffer begins
  for (std::int64_t layer = 0; layer < shape.layers(); ++layer) {
    const auto l = static_cast<std::size_t>(layer);
    const ConstMatrix h = layer == 0 ? x : ConstMatrix(view(h_[l - 1], shape.hidden));
    const Matrix delta = view(deltas_[l], layer + 1 == shape.layers() ? shape.outputs : shape.hidden);
    Matrix by_weight = memberMatrix(mlp_->weight(layer), member);
    by_weight.data = gradient + (by_weight.data - values);
    float* const by_bias = gradient + (memberVector(mlp_->bias(layer), member) - values);
    // ∂J/∂W = hᵀ δ;  ∂J/∂b = Σ_rows δ
    if (add)
      addLeftTransposed(h, delta, by_weight, precision_);
    else
      multiplyLeftTransposed(h, delta, by_weight, precision_);
    if (!add) std::fill_n(by_bias, delta.columns, 0.0F);
    addRows(delta, by_bias);
  }
}

}  // namespace nn
