#include "model/normaliser.h"

#include <ATen/ATen.h>

namespace model {

Normaliser Normaliser::identity(std::int64_t n) {
  return {at::zeros({n}, at::kFloat), at::ones({n}, at::kFloat)};
}

Normaliser Normaliser::fit(const at::Tensor& x) {
  const at::Tensor mean = x.mean(0);
  const at::Tensor std = x.std(0, /*unbiased=*/false);
  return {mean, at::where(std < 1e-12, at::ones_like(std), std)};
}

at::Tensor Normaliser::apply(const at::Tensor& x) const { return (x - mean) / std; }

at::Tensor Normaliser::invert(const at::Tensor& z) const { return z * std + mean; }

}  // namespace model
