#pragma once

#include <ATen/core/Tensor.h>

#include <span>

#include "nn/mlp.h"

namespace model {

/// Gaussian negative log-likelihood without constants, one value per network [E]:
///
///     L_e = mean over batch and dimensions of (μ − y)² e^{−lv} + lv
///
/// μ, lv, y: [E, B, n_out].
at::Tensor calcLikelihoodLoss(const at::Tensor& mean, const at::Tensor& log_variance, const at::Tensor& target);

/// Pulls the trained log-variance bounds together: 0.01 Σ max − 0.01 Σ min. A scalar.
at::Tensor calcBoundPenalty(const at::Tensor& max_log_variance, const at::Tensor& min_log_variance);

/// Soft clamp of the log-variance to (min, max):  lv ← max − softplus(max − lv);  lv ← min + softplus(lv − min).
at::Tensor clampLogVariance(const at::Tensor& raw, const at::Tensor& max_log_variance,
                            const at::Tensor& min_log_variance);

/// Adds the gradient wd_l · W_l of the penalty ½ Σ_l wd_l ‖W_l‖² (weights only, not biases) to `mlp`'s gradients.
void addWeightDecayGradient(const nn::Mlp& mlp, std::span<const double> decay_per_layer);

}  // namespace model
