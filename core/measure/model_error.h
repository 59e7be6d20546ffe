#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "measure/aggregate.h"
#include "measure/elite_predictions.h"
#include "measure/estimator.h"
#include "measure/resolution_kernel.h"
#include "measure/time_bins.h"
#include "nn/noise.h"

namespace measure {

/// The pair that is compared for a transition, at resolution ρ (only the kernel's dimensions):
///
///     truth P = N(y, (ρσ_y)²)        model Q = (1/E) Σ_e N(μ_e, σ_e² + (ρσ_y)²)
///
/// Sampled from P: one Gaussian with antithetic pairs, the better side where shifts dominate (gaussian_mixture.h).
/// All three return one value per transition [N] float64 in [0, 1]; a prediction that is not finite gives NaN.
/// y [N, n_out] raw; epsilon [S, N, d] N(0, 1), d the kernel's dimensions; ρ > 0. Pure: the same ε for several ρ or
/// estimators makes their differences smooth.

/// Unbiased: E_{z∼P}[(1 − Q(z)/P(z))₊].
at::Tensor calcResolutionTv(const ElitePredictions& predictions, const at::Tensor& y, const ResolutionKernel& kernel,
                            double rho, const at::Tensor& epsilon);
/// min(√(KL/2), √(1 − e^{−KL}), 1) of KL(P ‖ Q), clipped at 0: the validation loss read as a TV. The KL is unbiased;
/// its concave map is low on average by a little of the Monte-Carlo noise.
at::Tensor calcPinskerNll(const ElitePredictions& predictions, const at::Tensor& y, const ResolutionKernel& kernel,
                          double rho, const at::Tensor& epsilon);
/// Mean over the pairs e < f of TV(N(μ_e, σ_e² + (ρσ_y)²), N(μ_f, σ_f² + (ρσ_y)²)), each unbiased. Needs no truth:
/// works on imagined inputs too. NaN with fewer than two elites.
at::Tensor calcEnsembleTv(const ElitePredictions& predictions, const ResolutionKernel& kernel, double rho,
                          const at::Tensor& epsilon);

/// Real transitions that the model was not fitted to. Held-out rows of π_D's data give ε_m; the rows gathered since
/// the last fit, which come from the present policy, give ε_m′.
struct HeldOutTransitions {
  at::Tensor x;  ///< [s, a] [N, n_in] raw, float32
  at::Tensor y;  ///< [Δs, r] [N, n_out] raw, float32
  at::Tensor t;  ///< step inside the episode, [N] or [N, 1]
};

struct ModelErrorSettings {
  std::vector<ModelErrorEstimator> estimators{ModelErrorEstimator::resolution_tv};
  std::vector<double> rho{1.0};   ///< the resolution profile; each > 0
  std::int64_t sample_pairs = 8;  ///< S ≥ 1: 2S points per transition
  double delta = 0.05;            ///< of the PAC bound
};

/// ε_m (or ε_m′) by one estimator at one resolution.
struct ModelError {
  ModelErrorEstimator estimator = ModelErrorEstimator::resolution_tv;
  double rho = 1;
  double eps_m = kUnknown;           ///< max over time bins, [0, 1]; NaN where nothing could be measured
  double standard_error = kUnknown;  ///< of that bin's mean
  double eps_m_pac = kUnknown;       ///< upper confidence bound at 1 − δ
  double delta = 0.05;
  MeanEstimate overall;  ///< mean over all rows, whatever their time
  std::vector<BinnedError> bins;
  std::int64_t rows = 0;
  std::int64_t samples_per_row = 0;
  std::int64_t not_finite = 0;         ///< rows whose prediction is not finite: they count as 1
  std::int64_t dimensions = 0;         ///< compared
  std::vector<std::int64_t> left_out;  ///< dimensions of y that do not vary
};

/// Measures ε_m a few transitions at a time, so that whoever waits is soon answered. Every chunk evaluates the elites
/// once, then every estimator (outer) at every ρ (inner) on common random numbers. The ensemble must outlive it and
/// stay as it is. σ_y [n_out] over D_env.
class ModelErrorSweep {
 public:
  ModelErrorSweep(const model::GaussianEnsemble& ensemble, HeldOutTransitions transitions, const at::Tensor& sigma_y,
                  ModelErrorSettings settings);

  /// The next rows: about 40 ms on one core of today for hopper's sizes. False when all are done.
  bool step(nn::Noise& noise);
  std::vector<ModelError> result() const;

 private:
  const model::GaussianEnsemble* ensemble_;
  HeldOutTransitions transitions_;
  ResolutionKernel kernel_;
  ModelErrorSettings settings_;
  std::int64_t done_ = 0;                        ///< rows
  std::vector<std::vector<at::Tensor>> values_;  ///< per estimator and ρ: one tensor [rows] per chunk
};

/// All of it at once. Nothing can be measured without rows, without a dimension that varies, or by ensemble_tv with one
/// elite: eps_m is NaN, no bins. Cost beside the networks': about 2S · N · E · d operations per estimator and ρ.
std::vector<ModelError> measureModelError(const model::GaussianEnsemble& ensemble,
                                          const HeldOutTransitions& transitions, const at::Tensor& sigma_y,
                                          const ModelErrorSettings& settings, nn::Noise& noise);

}  // namespace measure
