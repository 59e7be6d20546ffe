#include "measure/model_error.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <string>
#include <utility>

#include "base/error.h"
#include "measure/divergence.h"
#include "measure/gaussian_mixture.h"

namespace measure {
namespace {

constexpr std::int64_t kRowErrorsAtOnce = 400;  // rows × estimators × resolutions of one step of a sweep

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

ModelErrorSweep::ModelErrorSweep(const model::GaussianEnsemble& ensemble, HeldOutTransitions transitions,
                                 const at::Tensor& sigma_y, ModelErrorSettings settings)
    : ensemble_(&ensemble),
      transitions_(std::move(transitions)),
      kernel_(sigma_y),
      settings_(std::move(settings)),
      values_(settings_.estimators.size() * settings_.rho.size()) {
  WORKBENCH_CHECK(settings_.sample_pairs >= 1, "sample_pairs = " + std::to_string(settings_.sample_pairs));
  for (const double rho : settings_.rho) WORKBENCH_CHECK(rho > 0, "rho = " + std::to_string(rho));
  if (kernel_.dimensions.size(0) == 0) done_ = transitions_.x.size(0);  // there is nothing to compare
}

bool ModelErrorSweep::step(nn::Noise& noise) {
  const std::int64_t rows = transitions_.x.size(0);
  if (done_ >= rows) return false;
  const at::NoGradGuard no_gradient;
  const std::int64_t share = kRowErrorsAtOnce / std::max<std::int64_t>(1, static_cast<std::int64_t>(values_.size()));
  const std::int64_t count = std::min(rows - done_, std::max<std::int64_t>(1, share));
  const ElitePredictions predictions = predictElites(*ensemble_, transitions_.x.narrow(0, done_, count));
  const at::Tensor y = transitions_.y.narrow(0, done_, count);
  const at::Tensor epsilon = noise.normal({settings_.sample_pairs, count, kernel_.dimensions.size(0)});
  auto values = values_.begin();
  for (const ModelErrorEstimator estimator : settings_.estimators) {
    const bool has_pairs = estimator != ModelErrorEstimator::ensemble_tv || ensemble_->elites.size() >= 2;
    for (const double rho : settings_.rho) {
      if (has_pairs) values->push_back(calcRowErrors(estimator, predictions, y, kernel_, rho, epsilon));
      ++values;
    }
  }
  done_ += count;
  return done_ < rows;
}

std::vector<ModelError> ModelErrorSweep::result() const {
  const std::int64_t rows = transitions_.x.size(0);
  WORKBENCH_CHECK(done_ >= rows, std::to_string(done_) + " of " + std::to_string(rows) + " rows done");
  const std::vector<TimeBin> bins = splitTimeBins(transitions_.t);
  std::vector<ModelError> errors;
  auto values = values_.begin();
  for (const ModelErrorEstimator estimator : settings_.estimators) {
    for (const double rho : settings_.rho) {
      ModelError& error = errors.emplace_back();
      error.estimator = estimator;
      error.rho = rho;
      error.delta = settings_.delta;
      error.rows = rows;
      error.samples_per_row = 2 * settings_.sample_pairs;
      error.dimensions = kernel_.dimensions.size(0);
      error.left_out = kernel_.left_out;
      if (!values->empty()) summariseRows(at::cat(*values), bins, error);
      ++values;
    }
  }
  return errors;
}

std::vector<ModelError> measureModelError(const model::GaussianEnsemble& ensemble,
                                          const HeldOutTransitions& transitions, const at::Tensor& sigma_y,
                                          const ModelErrorSettings& settings, nn::Noise& noise) {
  ModelErrorSweep sweep(ensemble, transitions, sigma_y, settings);
  while (sweep.step(noise)) {
  }
  return sweep.result();
}

}  // namespace measure
