#include "nn/noise.h"

#include <ATen/ATen.h>
#include <ATen/CPUGeneratorImpl.h>

#include "base/random_stream.h"

namespace nn {

Noise::Noise(std::uint64_t seed, std::string_view name)
    : generator_(at::detail::createCPUGenerator(base::RandomStream(seed, name).next())) {}

at::Tensor Noise::normal(at::IntArrayRef shape) { return at::empty(shape, at::kFloat).normal_(0.0, 1.0, generator_); }

at::Tensor Noise::uniform(at::IntArrayRef shape, double low, double high) {
  return at::empty(shape, at::kFloat).uniform_(low, high, generator_);
}

at::Tensor Noise::truncatedNormal(at::IntArrayRef shape, double std) {
  // Draw again what falls outside ±2: about one value in twenty-two, so a few rounds suffice.
  at::Tensor z = normal(shape);
  for (at::Tensor outside = z.abs() > 2.0; outside.any().item<bool>(); outside = z.abs() > 2.0) {
    z = at::where(outside, normal(shape), z);
  }
  return z.mul_(std);
}

at::Tensor Noise::integers(std::int64_t bound, at::IntArrayRef shape) {
  return at::empty(shape, at::kLong).random_(0, bound, generator_);
}

at::Tensor Noise::permutation(std::int64_t n) { return at::randperm(n, generator_, at::TensorOptions(at::kLong)); }

at::Tensor Noise::state() const { return generator_.get_state(); }

void Noise::setState(const at::Tensor& state) { generator_.set_state(state); }

}  // namespace nn
