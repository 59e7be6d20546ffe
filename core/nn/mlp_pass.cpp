#include "nn/mlp_pass.h"

#include <ATen/core/Tensor.h>

#include <algorithm>
#include <string>

#include "base/error.h"
#include "nn/activation_kernels.h"

namespace nn {
namespace {

// One member's slice of W_l [E, in, out], and of its gradient.
Matrix memberMatrix(const at::Tensor& w, std::int64_t member) {
  return {w.data_ptr<float>() + member * w.size(1) * w.size(2), w.size(1), w.size(2), w.size(2)};
}

// One member's slice of b_l [E, 1, out], and of its gradient.
float* memberVector(const at::Tensor& b, std::int64_t member) { return b.data_ptr<float>() + member * b.size(2); }

}  // namespace

MlpPass::MlpPass(const Mlp& mlp, std::int64_t max_rows, Precision precision) : mlp_(&mlp), precision_(precision) {
  const MlpShape& shape = mlp.shape();
  const auto hidden = static_cast<std::size_t>(max_rows * (shape.hidden + kPadding));
  const auto outputs = static_cast<std::size_t>(max_rows * (shape.outputs + kPadding));
  for (std::int64_t layer = 0; layer < shape.hidden_layers; ++layer) {
    h_.emplace_back(hidden);
    deltas_.emplace_back(hidden);
    if (shape.activation == Activation::silu) slopes_.emplace_back(hidden);
  }
  deltas_.emplace_back(outputs);
  output_.resize(outputs);
}

void MlpPass::forward(std::int64_t member, ConstMatrix x, Range rows, bool for_backward) {
  const MlpShape& shape = mlp_->shape();
  WORKBENCH_CHECK(x.columns == shape.inputs, "x has " + std::to_string(x.columns) + " columns");
  ConstMatrix input = x.rowRange(rows);
  for (std::int64_t layer = 0; layer < shape.layers(); ++layer) {
    const bool last = layer + 1 == shape.layers();
    const auto l = static_cast<std::size_t>(layer);
    Matrix z = last ? output(x.rows).rowRange(rows) : view(h_[l], x.rows, shape.hidden).rowRange(rows);
    const float* bias = memberVector(mlp_->bias(layer), member);
    multiply(input, memberMatrix(mlp_->weight(layer), member), z, precision_);
    if (last) addBias(z, bias);
    else if (shape.activation == Activation::relu) addBiasRelu(z, bias);
    else if (for_backward) addBiasSilu(z, bias, view(slopes_[l], x.rows, shape.hidden).rowRange(rows));
    else addBiasSilu(z, bias);
    input = z;
  }
}

void MlpPass::backward(std::int64_t member, Range rows) {
  const MlpShape& shape = mlp_->shape();
  const std::int64_t batch = rows.first + rows.count;
  for (std::int64_t layer = shape.hidden_layers; layer > 0; --layer) {
    const auto l = static_cast<std::size_t>(layer);
    const std::int64_t width = layer == shape.hidden_layers ? shape.outputs : shape.hidden;
    const Matrix delta_above = view(deltas_[l], batch, width).rowRange(rows);
    const Matrix delta = view(deltas_[l - 1], batch, shape.hidden).rowRange(rows);
    // δ_{l−1} = (δ_l W_lᵀ) ⊙ φ′(z_{l−1})
    multiplyRightTransposed(delta_above, memberMatrix(mlp_->weight(layer), member), delta, precision_);
    if (shape.activation == Activation::relu) {
      multiplyByReluSlope(delta, view(h_[l - 1], batch, shape.hidden).rowRange(rows));
    } else {
      multiplyBySlope(delta, view(slopes_[l - 1], batch, shape.hidden).rowRange(rows));
    }
  }
}

void MlpPass::inputGradient(std::int64_t member, Range rows, Range columns, Matrix dx) {
  const std::int64_t batch = rows.first + rows.count;
  const std::int64_t width = mlp_->shape().hidden_layers > 0 ? mlp_->shape().hidden : mlp_->shape().outputs;
  // ∂J/∂x = δ_0 W_0ᵀ
  multiplyRightTransposed(view(deltas_.front(), batch, width).rowRange(rows),
                          memberMatrix(mlp_->weight(0), member).rowRange(columns), dx, precision_);
}

void MlpPass::keepRows(Range rows, std::span<const std::int64_t> kept) {
  const auto move = [&](Buffer& buffer) {
    const std::int64_t stride = mlp_->shape().hidden + kPadding;
    float* const first = buffer.data() + rows.first * stride;
    for (std::size_t i = 0; i < kept.size(); ++i) {
      const float* const source = buffer.data() + kept[i] * stride;
      std::copy_n(source, stride, first + static_cast<std::int64_t>(i) * stride);  // never over a row still to come
    }
  };
  for (Buffer& buffer : mlp_->shape().activation == Activation::relu ? h_ : slopes_) move(buffer);
}

void MlpPass::weightGradient(std::int64_t member, ConstMatrix x, int part, int parts, std::span<const double> decay) {
  const MlpShape& shape = mlp_->shape();
  for (std::int64_t layer = 0; layer < shape.layers(); ++layer) {
    const auto l = static_cast<std::size_t>(layer);
    const ConstMatrix h = layer == 0 ? x : ConstMatrix(view(h_[l - 1], x.rows, shape.hidden));
    const Matrix delta = view(deltas_[l], x.rows, layer + 1 == shape.layers() ? shape.outputs : shape.hidden);
    // ∂J/∂W = hᵀ δ + wd W: this part's rows of W
    const Range inputs = calcPart(h.columns, part, parts);
    const Matrix gradient = memberMatrix(mlp_->weight(layer).grad(), member).rowRange(inputs);
    multiplyLeftTransposed(h.columnRange(inputs), delta, gradient, precision_);
    if (!decay.empty()) {
      addScaled(memberMatrix(mlp_->weight(layer), member).rowRange(inputs), static_cast<float>(decay[l]), gradient);
    }
    // ∂J/∂b = Σ_rows δ: this part's columns
    const Range outputs = calcPart(delta.columns, part, parts);
    sumRows(delta.columnRange(outputs), memberVector(mlp_->bias(layer).grad(), member) + outputs.first);
  }
}

}  // namespace nn
