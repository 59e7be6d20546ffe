#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

#include "inspect/comparison.h"
#include "inspect/imagination.h"

namespace inspect {

/// Fans of one start (S = 1): n_s observations, then the reward. truth_s [H + 1, n_s] and truth_r [H] float64, NaN
/// where unknown. σ over D_env in the same order. P = 0: no aleatoric σ (NaN).
std::vector<Fan> calcFans(const ImaginedBatch& batch, const at::Tensor& truth_s, const at::Tensor& truth_r,
                          const std::vector<std::string>& names, const std::vector<double>& sigma_s, double sigma_r);

/// Error growth over the S starts of a batch; truth_s [S, H + 1, n_s], truth_r [S, H]. With m_e the mean path of member
/// e, m their average, x the truth, σ_d the spread of dimension d over D_env, sums over the starts whose truth is known
/// and over the dimensions that vary:
///
///     rmse(h)        = √ mean_{i,d} ((m − x)/σ_d)²
///     member_rmse(h) = √ mean_{e,i,d} ((m_e − x)/σ_d)²
///     own(h)         = √( Σ_{i,d} ((m − x)/σ_d)² / Σ_{i,d} (v_a + v_e)/σ_d² )
///
/// v_e the variance of the m_e about m (÷ E), v_a the mean over members of the variance of their particles (÷ (P − 1)).
ErrorGrowth calcErrorGrowth(const ImaginedBatch& batch, const at::Tensor& truth_s, const at::Tensor& truth_r,
                            const std::vector<double>& sigma_s, double sigma_r);

}  // namespace inspect
