#include "nn/mlp.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

namespace nn {

std::vector<std::vector<std::int64_t>> parameterShapes(const MlpShape& shape) {
  std::vector<std::vector<std::int64_t>> shapes;
  for (std::int64_t layer = 0; layer < shape.layers(); ++layer) {
    const std::int64_t in = layer == 0 ? shape.inputs : shape.hidden;
    const std::int64_t out = layer + 1 == shape.layers() ? shape.outputs : shape.hidden;
    shapes.push_back({shape.members, in, out});
    shapes.push_back({shape.members, 1, out});
  }
  return shapes;
}

Mlp::Mlp(const MlpShape& shape, const FlatParameters& parameters) : shape_(shape), parameters_(&parameters) {}

at::Tensor Mlp::activate(at::Tensor h) const {
  return shape_.activation == Activation::relu ? at::relu(h) : at::silu(h);
}

at::Tensor Mlp::forward(const at::Tensor& x) const {
  const bool single = shape_.members == 1;
  at::Tensor h = single || x.dim() == 3 ? x : x.unsqueeze(0).expand({shape_.members, x.size(0), x.size(1)});
  for (std::int64_t layer = 0; layer < shape_.layers(); ++layer) {
    const at::Tensor& w = weight(layer);
    const at::Tensor& b = bias(layer);
    // Plain matrices where there is one member: a view costs nothing, a batch of one costs a copy.
    h = single ? at::addmm(b.view({1, b.size(2)}), h, w.view({w.size(1), w.size(2)})) : at::baddbmm(b, h, w);
    if (layer + 1 < shape_.layers()) h = activate(h);
  }
  return h;
}

at::Tensor Mlp::forwardMember(std::int64_t member, const at::Tensor& x) const {
  const at::NoGradGuard no_gradient;
  at::Tensor h = x;
  for (std::int64_t layer = 0; layer < shape_.layers(); ++layer) {
    h = at::addmm(bias(layer)[member], h, weight(layer)[member]);
    if (layer + 1 < shape_.layers()) {
      if (shape_.activation == Activation::relu) at::relu_(h);
      else at::silu_(h);
    }
  }
  return h;
}

}  // namespace nn
