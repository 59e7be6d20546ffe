#include "measure/aggregate.h"

#include <ATen/ATen.h>

namespace measure {

Aggregate calcAggregate(const at::Tensor& x) {
  const at::Tensor values = x.to(at::kDouble);
  return {values.mean().item<double>(), at::quantile(values, 0.95).item<double>(), values.max().item<double>()};
}

}  // namespace measure
