#include "model/likelihood_loss.h"

#include <ATen/ATen.h>

namespace model {

at::Tensor calcLikelihoodLoss(const at::Tensor& mean, const at::Tensor& log_variance, const at::Tensor& target) {
  // (μ − y)² e^{−lv} + lv
  return ((mean - target).square() * at::exp(-log_variance) + log_variance).mean({1, 2});
}

at::Tensor calcBoundPenalty(const at::Tensor& max_log_variance, const at::Tensor& min_log_variance) {
  return 0.01 * max_log_variance.sum() - 0.01 * min_log_variance.sum();
}

at::Tensor clampLogVariance(const at::Tensor& raw, const at::Tensor& max_log_variance,
                            const at::Tensor& min_log_variance) {
  const at::Tensor below = max_log_variance - at::softplus(max_log_variance - raw);
  return min_log_variance + at::softplus(below - min_log_variance);
}

void addWeightDecayGradient(const nn::Mlp& mlp, std::span<const double> decay_per_layer) {
  const at::NoGradGuard no_gradient;
  for (std::int64_t layer = 0; layer < mlp.shape().layers(); ++layer) {
    const at::Tensor& w = mlp.weight(layer);
    w.grad().add_(w.detach(), decay_per_layer[static_cast<std::size_t>(layer)]);
  }
}

}  // namespace model
