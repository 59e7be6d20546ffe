#include "model/likelihood_loss.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <vector>

#include "nn/joined_rows.h"
#include "nn/vector_math.h"

namespace model {
namespace {

// Rows joined end to end. `mean` becomes ∂J/∂μ, `raw` ∂J/∂raw lv, `max` and `min` the rows' shares of ∂J/∂max and
// ∂J/∂min, `y` (μ − y)² e^{−lv} + lv.
WORKBENCH_VECTOR_CLONES void replaceByGradient(std::int64_t n, float share, float* __restrict mean,
                                               float* __restrict raw, float* __restrict max, float* __restrict min,
                                               float* __restrict y) {
  for (std::int64_t i = 0; i < n; ++i) {
    const float below = max[i] - nn::vectorSoftplus(max[i] - raw[i]);
    const float log_variance = min[i] + nn::vectorSoftplus(below - min[i]);
    const float by_raw = nn::vectorSigmoid(max[i] - raw[i]);
    const float by_below = nn::vectorSigmoid(below - min[i]);
    const float precision = nn::vectorExp(-log_variance);
    const float error = mean[i] - y[i];
    const float by_log_variance = share * (1.0F - error * error * precision);
    mean[i] = share * 2.0F * error * precision;
    raw[i] = by_log_variance * by_below * by_raw;
    max[i] = by_log_variance * by_below * (1.0F - by_raw);
    min[i] = by_log_variance * (1.0F - by_below);
    y[i] = error * error * precision + log_variance;
  }
}

// Scratch of one thread.
struct Joined {
  std::vector<float> mean, raw, max, min, y;
};

}  // namespace

double calcLikelihoodGradient(nn::ConstMatrix output, nn::ConstMatrix y, const float* max_log_variance,
                              const float* min_log_variance, std::int64_t batch, nn::Matrix gradient,
                              float* gradient_max, float* gradient_min) {
  thread_local Joined joined;
  const std::int64_t n_out = y.columns;
  nn::joinRows(output, {0, n_out}, joined.mean);
  nn::joinRows(output, {n_out, n_out}, joined.raw);
  nn::joinRows(y, {0, n_out}, joined.y);
  nn::repeatRow(max_log_variance, n_out, y.rows, joined.max);
  nn::repeatRow(min_log_variance, n_out, y.rows, joined.min);
  replaceByGradient(y.rows * n_out, 1.0F / static_cast<float>(batch * n_out), joined.mean.data(), joined.raw.data(),
                    joined.max.data(), joined.min.data(), joined.y.data());
  nn::splitRows(joined.mean, {0, n_out}, gradient);
  nn::splitRows(joined.raw, {n_out, n_out}, gradient);
  double sum = 0;
  for (std::int64_t row = 0; row < y.rows; ++row) {
    for (std::int64_t i = 0; i < n_out; ++i) {
      const auto at = static_cast<std::size_t>(row * n_out + i);
      gradient_max[i] += joined.max[at];
      gradient_min[i] += joined.min[at];
      sum += double{joined.y[at]};
    }
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
