#pragma once

#include <ATen/core/Tensor.h>

#include "model/gaussian_ensemble.h"

namespace measure {

/// The elites' Gaussians over y = [Δs, r] for N inputs, in raw units. One evaluation of the networks, from which any
/// number of errors, resolutions and estimators can be computed.
struct ElitePredictions {
  at::Tensor mean, std;  ///< [E, N, n_out] float32, elites in the ensemble's order
};

/// x = [s, a] [N, n_in] raw, N ≥ 0. No gradient.
ElitePredictions predictElites(const model::GaussianEnsemble& ensemble, const at::Tensor& x);

}  // namespace measure
