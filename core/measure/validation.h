#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "measure/elite_predictions.h"
#include "model/gaussian_ensemble.h"

namespace measure {

/// The elites on held-out real transitions y = [Δs, r]. σ_y is each dimension's standard deviation over D_env;
/// dimensions that do not vary there (see resolution_kernel.h) have no scale and are left out of the summaries and NaN
/// in the lists.
struct Validation {
  double nll = 0;  ///< mean over elites, rows and dimensions of −log N(y; μ, σ²), nats, in units of σ_y
  double nll_standard_error = 0;  ///< over rows; NaN for one row
  double rmse = 0;  ///< root of the mean over dimensions of the squared RMSE/σ_y, elites' mean prediction
  std::vector<double> nll_per_dimension;   ///< as nll, [n_out]; their mean over the varying dimensions is nll
  std::vector<double> rmse_per_dimension;  ///< RMSE/σ_y [n_out]
  std::vector<double> r2_per_dimension;    ///< 1 − MSE/var [n_out]
  std::int64_t rows = 0;
};

/// predictions of [N, n_in] inputs, y [N, n_out] raw; sigma_y [n_out]; N ≥ 1.
Validation calcValidation(const ElitePredictions& predictions, const at::Tensor& y, const at::Tensor& sigma_y);
Validation measureValidation(const model::GaussianEnsemble& ensemble, const at::Tensor& x, const at::Tensor& y,
                             const at::Tensor& sigma_y);

}  // namespace measure
