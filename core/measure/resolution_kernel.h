#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace measure {

/// MuJoCo is deterministic: the true outcome y = [Δs, r] is a point, and the TV of a point to any density is 1. So the
/// error is read at a resolution ρ: both the truth and the model are smoothed by N(0, (ρσ_y)²), with σ_y the standard
/// deviation of each dimension of y over D_env. ρ = 1: one standard deviation of a step's change. Smoothing both by the
/// same kernel never raises the TV, so ε_m falls as ρ grows.
///
/// Dimensions that do not vary in D_env (σ_y < 1e-8 or not finite; a constant reward, say) have no scale: they are
/// left out and listed.
struct ResolutionKernel {
  at::Tensor sigma;                    ///< σ_y of the dimensions in use [d] float64, > 0
  at::Tensor dimensions;               ///< their numbers [d] int64, ascending
  std::vector<std::int64_t> left_out;  ///< the numbers of the others

  explicit ResolutionKernel(const at::Tensor& sigma_y);  ///< sigma_y [n_out], any floating type

  at::Tensor width(double rho) const;  ///< ρσ_y [d]
  /// The dimensions in use of x […, n_out], as float64 […, d].
  at::Tensor select(const at::Tensor& x) const;
};

}  // namespace measure
