#pragma once

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace support {

/// Largest difference between `gradient` [P] and central differences of `loss` over `values` [P] (float32 storage),
/// relative to the gradient's largest entry, over `count` entries spread evenly.
inline double worstGradientError(const at::Tensor& values, const at::Tensor& gradient,
                                 const std::function<double()>& loss, std::int64_t count = 60, double h = 1e-2) {
  const std::int64_t stride = std::max<std::int64_t>(1, values.numel() / count);
  const double scale = gradient.abs().max().item<double>();
  double worst = 0;
  for (std::int64_t i = 0; i < values.numel(); i += stride) {
    float& value = values.data_ptr<float>()[i];
    const float kept = value;
    value = kept + static_cast<float>(h);
    const double above = loss();
    value = kept - static_cast<float>(h);
    const double below = loss();
    value = kept;
    const double difference = (above - below) / (2.0 * h);
    worst = std::max(worst, std::abs(difference - gradient[i].item<double>()) / scale);
  }
  return worst;
}

}  // namespace support
