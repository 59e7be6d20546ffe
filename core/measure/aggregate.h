#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <limits>

#include "measure/estimator.h"

namespace measure {

/// What could not be measured: never a plausible number.
inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// Three summaries of one quantity over sampled states. The maximum is the theorems' own; the others tell how far it
/// stands apart.
struct Aggregate {
  double mean = 0, p95 = 0, max = 0;

  double by(Aggregation aggregation) const;
};

/// x [N], N ≥ 1, any floating type; the percentile is interpolated linearly.
Aggregate calcAggregate(const at::Tensor& x);

/// A mean of independent values with its standard error, sd/√n (sd with n − 1; NaN for n < 2; both NaN for n = 0).
struct MeanEstimate {
  double mean = kUnknown, standard_error = kUnknown;
  std::int64_t samples = 0;
};
MeanEstimate calcMean(const at::Tensor& x);  ///< x [N], N ≥ 0

}  // namespace measure
