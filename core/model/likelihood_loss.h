#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>

#include "nn/matrix.h"
#include "nn/mlp.h"
#include "nn/vector_math.h"

namespace model {

/// Gaussian negative log-likelihood without constants, one value per network [E]:
///
///     L_e = mean over batch and dimensions of (μ − y)² e^{−lv} + lv
///
/// μ, lv, y: [E, B, n_out].
at::Tensor calcLikelihoodLoss(const at::Tensor& mean, const at::Tensor& log_variance, const at::Tensor& target);

inline constexpr double kBoundPenalty = 0.01;

/// Pulls the trained log-variance bounds together: 0.01 Σ max − 0.01 Σ min. A scalar.
at::Tensor calcBoundPenalty(const at::Tensor& max_log_variance, const at::Tensor& min_log_variance);

/// Soft clamp of the log-variance to (min, max):  lv ← max − softplus(max − lv);  lv ← min + softplus(lv − min).
at::Tensor clampLogVariance(const at::Tensor& raw, const at::Tensor& max_log_variance,
                            const at::Tensor& min_log_variance);

/// The same for one number.
[[gnu::always_inline]] inline float clampLogVariance(float raw, float max_log_variance, float min_log_variance) {
  const float below = max_log_variance - nn::vectorSoftplus(max_log_variance - raw);
  return min_log_variance + nn::vectorSoftplus(below - min_log_variance);
}

/// The fast engine's twin of the three above, for one network's rows on plain floats: y [B, n_out] are targets,
/// `output` [B, 2 n_out] the network's (μ, raw lv). Writes ∂J/∂output for the mean over `batch` rows and n_out
/// dimensions, and adds this network's ∂J/∂max and ∂J/∂min [n_out]:
///
///     ∂J/∂μ = 2 (μ − y) e^{−lv} / (B n_out);   ∂J/∂lv = (1 − (μ − y)² e^{−lv}) / (B n_out)
///     ∂lv/∂raw = σ(below − min) σ(max − raw);   ∂lv/∂max = σ(below − min) (1 − σ(max − raw));   ∂lv/∂min = 1 − σ(below
///     − min)
///
/// Returns the sum of (μ − y)² e^{−lv} + lv, without the mean's divisor.
double calcLikelihoodGradient(nn::ConstMatrix output, nn::ConstMatrix y, const float* max_log_variance,
                              const float* min_log_variance, std::int64_t batch, nn::Matrix gradient,
                              float* gradient_max, float* gradient_min);

/// Adds the gradient wd_l · W_l of the penalty ½ Σ_l wd_l ‖W_l‖² (weights only, not biases) to `mlp`'s gradients.
void addWeightDecayGradient(const nn::Mlp& mlp, std::span<const double> decay_per_layer);

}  // namespace model
