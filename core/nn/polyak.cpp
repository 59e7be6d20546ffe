#include "nn/polyak.h"

#include <ATen/ATen.h>

namespace nn {

void averagePolyak(const at::Tensor& target, const at::Tensor& source, double tau) {
  float* __restrict theta_bar = target.data_ptr<float>();
  const float* __restrict theta = source.data_ptr<float>();
  const float t = static_cast<float>(tau);
  const std::int64_t n = target.numel();
  for (std::int64_t i = 0; i < n; ++i) theta_bar[i] += t * (theta[i] - theta_bar[i]);
}

}  // namespace nn
