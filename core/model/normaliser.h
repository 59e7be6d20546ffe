#pragma once

#include <ATen/core/Tensor.h>

namespace model {

/// Standardisation by the training split's statistics, refitted at each model fit:
///
///     z = (x − mean) / std;    std < 1e-12 counts as 1, so that a constant input stays finite
struct Normaliser {
  at::Tensor mean, std;  ///< [n] float32

  static Normaliser identity(std::int64_t n);
  static Normaliser fit(const at::Tensor& x);  ///< x [N, n]

  at::Tensor apply(const at::Tensor& x) const;   ///< […, n] → […, n]
  at::Tensor invert(const at::Tensor& z) const;  ///< […, n] → […, n]
};

}  // namespace model
