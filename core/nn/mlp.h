#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "nn/flat_parameters.h"

namespace nn {

enum class Activation { relu, silu };

/// E independent networks of one shape, evaluated together (E = 1: a policy, 2: twin critics, 7: a model ensemble).
struct MlpShape {
  std::int64_t members = 1;        ///< E
  std::int64_t inputs = 1;
  std::int64_t hidden = 256;       ///< width of every hidden layer
  std::int64_t hidden_layers = 2;
  std::int64_t outputs = 1;
  Activation activation = Activation::relu;

  std::int64_t layers() const { return hidden_layers + 1; }
};

/// Shapes of the parameter tensors, in order W_0 [E, in, out], b_0 [E, 1, out], W_1, …
std::vector<std::vector<std::int64_t>> parameterShapes(const MlpShape& shape);

/// A view of the first 2·layers tensors of `parameters` as a multilayer perceptron:
///
///     h_0 = x;  h_{l+1} = φ(h_l W_l + b_l);  y = h_L W_L + b_L
///
/// The parameters must outlive it. Differentiable by autograd; this is the reference engine.
class Mlp {
 public:
  Mlp(const MlpShape& shape, const FlatParameters& parameters);

  /// x [B, in], shared by all members, or [E, B, in]  →  [E, B, out] (for E = 1: [B, out]).
  at::Tensor forward(const at::Tensor& x) const;
  /// One member only, x [B, in] → [B, out]; records no gradient.
  at::Tensor forwardMember(std::int64_t member, const at::Tensor& x) const;

  const at::Tensor& weight(std::int64_t layer) const { return parameters_->at(2 * static_cast<std::size_t>(layer)); }
  const at::Tensor& bias(std::int64_t layer) const { return parameters_->at(2 * static_cast<std::size_t>(layer) + 1); }
  const MlpShape& shape() const { return shape_; }

 private:
  at::Tensor activate(at::Tensor h) const;

  MlpShape shape_;
  const FlatParameters* parameters_;
};

}  // namespace nn
