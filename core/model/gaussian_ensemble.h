#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "model/normaliser.h"
#include "nn/flat_parameters.h"
#include "nn/mlp.h"
#include "nn/noise.h"

namespace model {

struct EnsembleShape {
  std::int64_t members = 7;
  std::int64_t n_s = 1, n_a = 1;
  std::int64_t hidden = 200, hidden_layers = 4;

  std::int64_t inputs() const { return n_s + n_a; }   ///< [s, a]
  std::int64_t outputs() const { return n_s + 1; }    ///< y = [Δs, r]
};

/// Mean and log-variance of y in standardised target units.
struct GaussianPrediction {
  at::Tensor mean, log_variance;  ///< [E, B, n_out] or [B, n_out]
};

/// The learned dynamics p̂(Δs, r | s, a): a bootstrap ensemble of Gaussian networks (Chua et al. 2018; Janner et al.
/// 2019, appendix). Actions are normalised to [−1, 1]. One owner thread.
class GaussianEnsemble {
 public:
  GaussianEnsemble(const EnsembleShape& shape, bool fixed_log_variance, nn::Noise& noise);
  GaussianEnsemble(const GaussianEnsemble&) = delete;  // the network views its own parameters: it stays where it is
  GaussianEnsemble& operator=(const GaussianEnsemble&) = delete;

  /// All members on raw inputs x = [s, a]: [B, n_in], shared, or [E, B, n_in], own ones. Differentiable.
  GaussianPrediction forward(const at::Tensor& x) const;
  /// One member on raw inputs [B, n_in], in raw target units: mean and standard deviation [B, n_out]. No gradient.
  struct MemberPrediction {
    at::Tensor mean, std;
  };
  MemberPrediction predictMember(std::int64_t member, const at::Tensor& x) const;

  /// max and min log-variance [n_out], trained unless fixed.
  const at::Tensor& maxLogVariance() const { return parameters_.at(parameters_.size() - 2); }
  const at::Tensor& minLogVariance() const { return parameters_.at(parameters_.size() - 1); }
  bool fixedLogVariance() const { return fixed_log_variance_; }

  const EnsembleShape& shape() const { return shape_; }
  const nn::Mlp& mlp() const { return mlp_; }
  nn::FlatParameters& parameters() { return parameters_; }
  const nn::FlatParameters& parameters() const { return parameters_; }

  Normaliser input, target;          ///< refitted at each model fit
  std::vector<std::int64_t> elites;  ///< members by increasing holdout MSE; the first few of them

 private:
  GaussianPrediction split(const at::Tensor& output) const;

  EnsembleShape shape_;
  bool fixed_log_variance_;
  nn::FlatParameters parameters_;
  nn::Mlp mlp_;
};

}  // namespace model
