#include "measure/validation.h"

#include <ATen/ATen.h>

#include <cmath>
#include <limits>
#include <numbers>

namespace measure {
namespace {

constexpr double kConstantSigma = 1e-8;

std::vector<double> toList(const at::Tensor& x, const at::Tensor& varies) {
  const double missing = std::numeric_limits<double>::quiet_NaN();
  const at::Tensor values = at::where(varies, x.to(at::kDouble), at::full({}, missing, at::kDouble)).contiguous();
  return {values.data_ptr<double>(), values.data_ptr<double>() + values.numel()};
}

}  // namespace

Validation measureValidation(const model::GaussianEnsemble& ensemble, const at::Tensor& x, const at::Tensor& y,
                             const at::Tensor& sigma_y) {
  const at::NoGradGuard no_gradient;
  const at::Tensor varies = sigma_y > kConstantSigma;
  const at::Tensor scale = at::where(varies, sigma_y, at::ones_like(sigma_y));
  const at::Tensor dimensions = at::nonzero(varies).view(-1);
  at::Tensor mean_of_elites = at::zeros_like(y);
  at::Tensor nll = at::zeros({y.size(1)}, at::kDouble);
  const double elite_count = static_cast<double>(ensemble.elites.size());
  for (const std::int64_t member : ensemble.elites) {
    const auto p = ensemble.predictMember(member, x);
    mean_of_elites += p.mean / elite_count;
    // −log N(y; μ, σ²) = ½ ((y − μ)/σ)² + log σ + ½ log 2π, for y/σ_y
    nll += (0.5 * ((y - p.mean) / p.std).square() + at::log(p.std / scale)).mean(0).to(at::kDouble) / elite_count;
  }
  nll += 0.5 * std::log(2.0 * std::numbers::pi);

  const at::Tensor mse = (y - mean_of_elites).square().mean(0);
  const at::Tensor rmse = mse.sqrt() / scale;
  Validation validation;
  validation.rows = y.size(0);
  validation.rmse_per_dimension = toList(rmse, varies);
  validation.r2_per_dimension = toList(1.0 - mse / scale.square(), varies);
  if (dimensions.size(0) > 0) {
    validation.nll = nll.index_select(0, dimensions).mean().item<double>();
    validation.rmse = rmse.index_select(0, dimensions).square().mean().sqrt().item<double>();
  }
  return validation;
}

}  // namespace measure
