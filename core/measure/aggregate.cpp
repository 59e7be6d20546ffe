#include "measure/aggregate.h"

#include <ATen/ATen.h>

#include <cmath>

namespace measure {

double Aggregate::by(Aggregation aggregation) const {
  switch (aggregation) {
    case Aggregation::max: return max;
    case Aggregation::p95: return p95;
    case Aggregation::mean: return mean;
  }
  return max;
}

Aggregate calcAggregate(const at::Tensor& x) {
  const at::Tensor values = x.to(at::kDouble);
  return {values.mean().item<double>(), at::quantile(values, 0.95).item<double>(), values.max().item<double>()};
}

MeanEstimate calcMean(const at::Tensor& x) {
  const at::Tensor values = x.to(at::kDouble);
  const std::int64_t n = values.numel();
  if (n == 0) return {};
  const double mean = values.mean().item<double>();
  if (n == 1) return {mean, kUnknown, 1};
  return {mean, values.std(/*unbiased=*/true).item<double>() / std::sqrt(static_cast<double>(n)), n};
}

}  // namespace measure
