#include "nn/initialisation.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <cmath>

namespace nn {

void initialiseTruncatedNormal(const Mlp& mlp, Noise& noise) {
  const at::NoGradGuard no_gradient;
  for (std::int64_t layer = 0; layer < mlp.shape().layers(); ++layer) {
    at::Tensor w = mlp.weight(layer);
    w.copy_(noise.truncatedNormal(w.sizes(), 1.0 / (2.0 * std::sqrt(static_cast<double>(w.size(1))))));
    at::Tensor(mlp.bias(layer)).zero_();
  }
}

void initialiseGlorotUniform(const Mlp& mlp, Noise& noise) {
  const at::NoGradGuard no_gradient;
  for (std::int64_t layer = 0; layer < mlp.shape().layers(); ++layer) {
    at::Tensor w = mlp.weight(layer);
    const double limit = std::sqrt(6.0 / static_cast<double>(w.size(1) + w.size(2)));
    w.copy_(noise.uniform(w.sizes(), -limit, limit));
    at::Tensor(mlp.bias(layer)).zero_();
  }
}

}  // namespace nn
