#include "measure/validation.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <cmath>
#include <limits>
#include <numbers>

#include "measure/aggregate.h"
#include "measure/resolution_kernel.h"

namespace measure {
namespace {

// values [d] of the kernel's dimensions, in their places among n_out; NaN elsewhere.
std::vector<double> spreadOut(const at::Tensor& values, const ResolutionKernel& kernel, std::int64_t n_out) {
  at::Tensor all = at::full({n_out}, std::numeric_limits<double>::quiet_NaN(), at::kDouble);
  all.index_copy_(0, kernel.dimensions, values);
  return {all.data_ptr<double>(), all.data_ptr<double>() + n_out};
}

}  // namespace

Validation calcValidation(const ElitePredictions& predictions, const at::Tensor& y, const at::Tensor& sigma_y) {
  const at::NoGradGuard no_gradient;
  const ResolutionKernel kernel(sigma_y);
  const std::int64_t n_out = y.size(1);
  // In units of σ_y from here on: [E, N, d] and [N, d].
  const at::Tensor mean = kernel.select(predictions.mean) / kernel.sigma;
  const at::Tensor std = kernel.select(predictions.std) / kernel.sigma;
  const at::Tensor target = kernel.select(y) / kernel.sigma;

  // −log N(y; μ, σ²) = ½ ((y − μ)/σ)² + log σ + ½ log 2π, mean over elites
  const at::Tensor nll =
      (0.5 * ((target - mean) / std).square() + at::log(std)).mean(0) + 0.5 * std::log(2.0 * std::numbers::pi);
  const at::Tensor mse = (target - mean.mean(0)).square().mean(0);
  const at::Tensor r2 = 1.0 - mse;  // MSE is in units of the variance

  Validation validation;
  validation.rows = y.size(0);
  validation.nll_per_dimension = spreadOut(nll.mean(0), kernel, n_out);
  validation.rmse_per_dimension = spreadOut(mse.sqrt(), kernel, n_out);
  validation.r2_per_dimension = spreadOut(r2, kernel, n_out);
  if (kernel.dimensions.size(0) > 0) {
    const MeanEstimate nll_over_rows = calcMean(nll.mean(1));
    validation.nll = nll_over_rows.mean;
    validation.nll_standard_error = nll_over_rows.standard_error;
    validation.rmse = mse.mean().sqrt().item<double>();
  }
  return validation;
}

Validation measureValidation(const model::GaussianEnsemble& ensemble, const at::Tensor& x, const at::Tensor& y,
                             const at::Tensor& sigma_y) {
  return calcValidation(predictElites(ensemble, x), y, sigma_y);
}

}  // namespace measure
