#pragma once

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string_view>

namespace nn {

/// A named, seeded, serialisable source of random tensors (CPU). One owner thread; same seed and name, same numbers.
class Noise {
 public:
  Noise(std::uint64_t seed, std::string_view name);

  at::Tensor normal(at::IntArrayRef shape);                           ///< N(0, 1), float32
  at::Tensor uniform(at::IntArrayRef shape, double low, double high);  ///< float32
  at::Tensor truncatedNormal(at::IntArrayRef shape, double std);      ///< N(0, std²) cut at ±2 std, float32
  at::Tensor integers(std::int64_t bound, at::IntArrayRef shape);     ///< uniform in 0 … bound − 1, int64
  at::Tensor permutation(std::int64_t n);                             ///< of 0 … n − 1, int64

  at::Tensor state() const;             ///< uint8, for checkpoints
  void setState(const at::Tensor& state);

 private:
  at::Generator generator_;
};

}  // namespace nn
