#pragma once

#include <ATen/core/Tensor.h>

#include <vector>

#include "model/gaussian_ensemble.h"

namespace measure {

/// The elites on held-out real transitions y = [Δs, r]. σ_y is each dimension's standard deviation over D_env;
/// dimensions that do not vary there (σ_y < 1e-8, a constant reward say) have no scale and are left out of the
/// summaries and NaN in the lists.
struct Validation {
  double nll = 0;                       ///< mean over elites, rows and dimensions of −log N(y; μ, σ²), nats, in units of σ_y
  double rmse = 0;                      ///< root of the mean over dimensions of the squared RMSE/σ_y, elites' mean prediction
  std::vector<double> rmse_per_dimension;  ///< RMSE/σ_y [n_out]
  std::vector<double> r2_per_dimension;    ///< 1 − MSE/var [n_out]
  std::int64_t rows = 0;
};

/// x [N, n_in], y [N, n_out] raw; sigma_y [n_out].
Validation measureValidation(const model::GaussianEnsemble& ensemble, const at::Tensor& x, const at::Tensor& y,
                             const at::Tensor& sigma_y);

}  // namespace measure
