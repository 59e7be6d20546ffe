#include "nn/adam.h"

#include <ATen/ATen.h>

#include <cmath>

#include "nn/vector_math.h"

namespace nn {
namespace {

constexpr float kBeta1 = 0.9F;
constexpr float kBeta2 = 0.999F;
constexpr float kEpsilon = 1e-8F;

WORKBENCH_VECTOR_CLONES void updateInPlace(std::int64_t n, float scale, float root_scale, const float* __restrict g,
                                           float* __restrict m, float* __restrict v, float* __restrict theta) {
  for (std::int64_t i = 0; i < n; ++i) {
    m[i] = kBeta1 * m[i] + (1.0F - kBeta1) * g[i];
    v[i] = kBeta2 * v[i] + (1.0F - kBeta2) * g[i] * g[i];
    theta[i] -= scale * m[i] / (std::sqrt(v[i]) * root_scale + kEpsilon);
  }
}

}  // namespace

Adam::Adam(std::int64_t parameter_count)
    : first_moment(at::zeros({parameter_count}, at::kFloat)), second_moment(at::zeros({parameter_count}, at::kFloat)) {}

void Adam::step(const at::Tensor& values, const at::Tensor& gradient, double learning_rate) {
  stepPart(beginStep(learning_rate), values, gradient, {0, values.numel()});
}

Adam::Pace Adam::beginStep(double learning_rate) {
  ++steps;
  const double t = static_cast<double>(steps);
  return {static_cast<float>(learning_rate / (1.0 - std::pow(0.9, t))),
          static_cast<float>(1.0 / std::sqrt(1.0 - std::pow(0.999, t)))};
}

void Adam::stepPart(Pace pace, const at::Tensor& values, const at::Tensor& gradient, Range part) {
  updateInPlace(part.count, pace.scale, pace.root_scale, gradient.data_ptr<float>() + part.first,
                first_moment.data_ptr<float>() + part.first, second_moment.data_ptr<float>() + part.first,
                values.data_ptr<float>() + part.first);
}

}  // namespace nn
