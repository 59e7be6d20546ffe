#include "model/likelihood_loss.h"

#include <ATen/ATen.h>

#include <vector>

#include "nn/vector_math.h"

namespace model {
namespace {

// One row; `likelihood` gets (μ − y)² e^{−lv} + lv of each dimension.
WORKBENCH_VECTOR_CLONES void gradientRow(std::int64_t n_out, const float* __restrict output, const float* __restrict y,
                                         const float* __restrict max, const float* __restrict min, float share,
                                         float* __restrict gradient, float* __restrict gradient_max,
                                         float* __restrict gradient_min, float* __restrict likelihood) {
  for (std::int64_t i = 0; i < n_out; ++i) {
    const float raw = output[n_out + i];
    const float below = max[i] - nn::vectorSoftplus(max[i] - raw);
    const float log_variance = min[i] + nn::vectorSoftplus(below - min[i]);
    const float by_raw = nn::vectorSigmoid(max[i] - raw);
    const float by_below = nn::vectorSigmoid(below - min[i]);
    const float precision = nn::vectorExp(-log_variance);
    const float error = output[i] - y[i];
    const float by_log_variance = share * (1.0F - error * error * precision);
    gradient[i] = share * 2.0F * error * precision;
    gradient[n_out + i] = by_log_variance * by_below * by_raw;
    gradient_max[i] += by_log_variance * by_below * (1.0F - by_raw);
    gradient_min[i] += by_log_variance * (1.0F - by_below);
    likelihood[i] = error * error * precision + log_variance;
  }
}

}  // namespace

double calcLikelihoodGradient(nn::ConstMatrix output, nn::ConstMatrix y, const float* max_log_variance,
                              const float* min_log_variance, std::int64_t batch, nn::Matrix gradient,
                              float* gradient_max, float* gradient_min) {
  const std::int64_t n_out = y.columns;
  const float share = 1.0F / static_cast<float>(batch * n_out);
  std::vector<float> likelihood(static_cast<std::size_t>(n_out));
  double sum = 0;
  for (std::int64_t row = 0; row < y.rows; ++row) {
    gradientRow(n_out, output.row(row), y.row(row), max_log_variance, min_log_variance, share, gradient.row(row),
                gradient_max, gradient_min, likelihood.data());
    for (const float value : likelihood) sum += double{value};
  }
  return sum;
}

at::Tensor calcLikelihoodLoss(const at::Tensor& mean, const at::Tensor& log_variance, const at::Tensor& target) {
  // (μ − y)² e^{−lv} + lv
  return ((mean - target).square() * at::exp(-log_variance) + log_variance).mean({1, 2});
}

at::Tensor calcBoundPenalty(const at::Tensor& max_log_variance, const at::Tensor& min_log_variance) {
  return kBoundPenalty * (max_log_variance.sum() - min_log_variance.sum());
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
