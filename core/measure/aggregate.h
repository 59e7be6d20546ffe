#pragma once

#include <ATen/core/Tensor.h>

namespace measure {

/// Three summaries of one quantity over sampled states. The maximum is the theorems' own; the others tell how far it
/// stands apart.
struct Aggregate {
  double mean = 0, p95 = 0, max = 0;
};

/// x [N], N ≥ 1, any floating type; the percentile is interpolated linearly.
Aggregate calcAggregate(const at::Tensor& x);

}  // namespace measure
