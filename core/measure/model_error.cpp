#include "measure/model_error.h"

#include <ATen/ATen.h>

#include <string>
#include <utility>

#include "base/error.h"
#include "measure/divergence.h"
#include "measure/gaussian_mixture.h"

namespace measure {
namespace {

// P = N(y, (ρσ_y)²)
DiagonalGaussian smoothTruth(const at::Tensor& y, const ResolutionKernel& kernel, double rho) {
  const at::Tensor mean = kernel.select(y);
  return {mean, kernel.width(rho).expand_as(mean)};
}

// Q's components N(μ_e, σ_e² + (ρσ_y)²)
GaussianMixture smoothElites(const ElitePredictions& predictions, const ResolutionKernel& kernel, double rho) {
  return {kernel.select(predictions.mean),
          at::sqrt(kernel.select(predictions.std).square() + kernel.width(rho).square())};
}

at::Tensor calcRowErrors(ModelErrorEstimator estimator, const ElitePredictions& predictions, const at::Tensor& y,
                         const ResolutionKernel& kernel, double rho, const at::Tensor& epsilon) {
  switch (estimator) {
    case ModelErrorEstimator::resolution_tv: return calcResolutionTv(predictions, y, kernel, rho, epsilon);
    case ModelErrorEstimator::pinsker_nll: return calcPinskerNll(predictions, y, kernel, rho, epsilon);
    case ModelErrorEstimator::ensemble_tv: return calcEnsembleTv(predictions, kernel, rho, epsilon);
  }
  return {};
}

void summariseRows(const at::Tensor& raw, const std::vector<TimeBin>& bins, ModelError& error) {
  error.not_finite = at::isfinite(raw).logical_not().sum().item<std::int64_t>();
  // A prediction that is not finite is as wrong as can be.
  const at::Tensor values = at::nan_to_num(raw, 1.0, 1.0, 1.0);
  error.overall = calcMean(values);
  TimeProfile profile = calcTimeProfile(values, bins, error.delta);
  error.eps_m = profile.max_mean;
  error.standard_error = profile.standard_error;
  error.eps_m_pac = profile.pac_bound;
  error.bins = std::move(profile.bins);
}

}  // namespace

at::Tensor calcResolutionTv(const ElitePredictions& predictions, const at::Tensor& y, const ResolutionKernel& kernel,
                            double rho, const at::Tensor& epsilon) {
  return calcTotalVariation(smoothTruth(y, kernel, rho), smoothElites(predictions, kernel, rho), epsilon).value;
}

at::Tensor calcPinskerNll(const ElitePredictions& predictions, const at::Tensor& y, const ResolutionKernel& kernel,
                          double rho, const at::Tensor& epsilon) {
  const at::Tensor kl =
      calcMixtureKl(smoothTruth(y, kernel, rho), smoothElites(predictions, kernel, rho), epsilon).value;
  return calcCombinedTv(kl.clamp_min(0.0));
}

at::Tensor calcEnsembleTv(const ElitePredictions& predictions, const ResolutionKernel& kernel, double rho,
                          const at::Tensor& epsilon) {
  const GaussianMixture elites = smoothElites(predictions, kernel, rho);
  const std::int64_t elite_count = elites.mean.size(0);
  at::Tensor sum = at::zeros({elites.mean.size(1)}, at::kDouble);
  for (std::int64_t e = 0; e < elite_count; ++e) {
    for (std::int64_t f = e + 1; f < elite_count; ++f) {
      sum += calcTotalVariation({elites.mean[e], elites.std[e]},
                                {elites.mean.narrow(0, f, 1), elites.std.narrow(0, f, 1)}, epsilon)
                 .value;
    }
  }
  return sum / (0.5 * static_cast<double>(elite_count * (elite_count - 1)));
}

std::vector<ModelError> measureModelError(const model::GaussianEnsemble& ensemble,
                                          const HeldOutTransitions& transitions, const at::Tensor& sigma_y,
                                          const ModelErrorSettings& settings, nn::Noise& noise) {
  WORKBENCH_CHECK(settings.sample_pairs >= 1, "sample_pairs = " + std::to_string(settings.sample_pairs));
  const at::NoGradGuard no_gradient;
  const ResolutionKernel kernel(sigma_y);
  const std::int64_t rows = transitions.x.size(0);
  const std::int64_t dimensions = kernel.dimensions.size(0);
  const std::vector<TimeBin> bins = splitTimeBins(transitions.t);
  const ElitePredictions predictions = predictElites(ensemble, transitions.x);
  const at::Tensor epsilon = noise.normal({settings.sample_pairs, rows, dimensions});

  std::vector<ModelError> errors;
  for (const ModelErrorEstimator estimator : settings.estimators) {
    const bool has_pairs = estimator != ModelErrorEstimator::ensemble_tv || ensemble.elites.size() >= 2;
    for (const double rho : settings.rho) {
      WORKBENCH_CHECK(rho > 0, "rho = " + std::to_string(rho));
      ModelError& error = errors.emplace_back();
      error.estimator = estimator;
      error.rho = rho;
      error.delta = settings.delta;
      error.rows = rows;
      error.samples_per_row = 2 * settings.sample_pairs;
      error.dimensions = dimensions;
      error.left_out = kernel.left_out;
      if (rows == 0 || dimensions == 0 || !has_pairs) continue;
      summariseRows(calcRowErrors(estimator, predictions, transitions.y, kernel, rho, epsilon), bins, error);
    }
  }
  return errors;
}

}  // namespace measure
