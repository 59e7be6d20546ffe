#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace nn {

/// All parameters of a module in one contiguous float32 buffer, with their gradients in a second one, so that Adam,
/// Polyak averaging and checkpoints are one pass over memory. Each tensor below is an autograd leaf that shares the
/// buffer; backward accumulates straight into `gradient()`. One owner thread.
class FlatParameters {
 public:
  explicit FlatParameters(const std::vector<std::vector<std::int64_t>>& shapes);
  FlatParameters(const FlatParameters&) = delete;
  FlatParameters& operator=(const FlatParameters&) = delete;
  FlatParameters(FlatParameters&&) = default;
  FlatParameters& operator=(FlatParameters&&) = default;

  const at::Tensor& values() const { return values_; }      ///< [P], no autograd
  const at::Tensor& gradient() const { return gradient_; }  ///< [P], accumulated since `zeroGradient`
  const at::Tensor& at(std::size_t index) const { return leaves_[index]; }
  std::size_t size() const { return leaves_.size(); }

  void zeroGradient();
  /// With false, forward passes through these tensors record no gradient for them (frozen critics in the actor loss).
  void requireGradient(bool required);

 private:
  at::Tensor values_, gradient_;
  std::vector<at::Tensor> leaves_;
};

}  // namespace nn
