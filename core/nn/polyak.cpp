#include "nn/polyak.h"

#include <ATen/ATen.h>

#include "nn/vector_math.h"

namespace nn {
namespace {

WORKBENCH_VECTOR_CLONES void average(std::int64_t n, float tau, const float* __restrict theta,
                                     float* __restrict theta_bar) {
  for (std::int64_t i = 0; i < n; ++i) theta_bar[i] += tau * (theta[i] - theta_bar[i]);
}

}  // namespace

void averagePolyak(const at::Tensor& target, const at::Tensor& source, double tau, Range part) {
  average(part.count, static_cast<float>(tau), source.data_ptr<float>() + part.first,
          target.data_ptr<float>() + part.first);
}

void averagePolyak(const at::Tensor& target, const at::Tensor& source, double tau) {
  averagePolyak(target, source, tau, {0, target.numel()});
}

}  // namespace nn
