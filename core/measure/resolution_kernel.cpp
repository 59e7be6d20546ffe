#include "measure/resolution_kernel.h"

#include <ATen/ATen.h>

namespace measure {
namespace {

// Far below any quantity of these tasks that moves, far above the rounding of one that does not.
constexpr double kConstantSigma = 1e-8;

}  // namespace

ResolutionKernel::ResolutionKernel(const at::Tensor& sigma_y) {
  const at::Tensor all = sigma_y.to(at::kDouble);
  const at::Tensor varies = (all > kConstantSigma).logical_and(at::isfinite(all));
  dimensions = at::nonzero(varies).view(-1);
  sigma = all.index_select(0, dimensions);
  const at::Tensor constant = at::nonzero(varies.logical_not()).view(-1);
  left_out.assign(constant.data_ptr<std::int64_t>(), constant.data_ptr<std::int64_t>() + constant.numel());
}

at::Tensor ResolutionKernel::width(double rho) const { return rho * sigma; }

at::Tensor ResolutionKernel::select(const at::Tensor& x) const {
  return x.to(at::kDouble).index_select(-1, dimensions);
}

}  // namespace measure
