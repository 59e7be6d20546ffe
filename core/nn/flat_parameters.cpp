#include "nn/flat_parameters.h"

#include <ATen/ATen.h>

namespace nn {

FlatParameters::FlatParameters(const std::vector<std::vector<std::int64_t>>& shapes) {
  std::int64_t total = 0;
  for (const auto& shape : shapes) total += c10::multiply_integers(shape);
  values_ = at::zeros({total}, at::kFloat);
  gradient_ = at::zeros({total}, at::kFloat);
  std::int64_t offset = 0;
  for (const auto& shape : shapes) {
    const std::int64_t count = c10::multiply_integers(shape);
    at::Tensor leaf = values_.narrow(0, offset, count).view(shape).detach();
    leaf.requires_grad_(true);
    // Backward adds in place where a gradient is already defined, and so writes into the flat buffer.
    leaf.mutable_grad() = gradient_.narrow(0, offset, count).view(shape);
    leaves_.push_back(leaf);
    offset += count;
  }
}

void FlatParameters::zeroGradient() { gradient_.zero_(); }

void FlatParameters::requireGradient(bool required) {
  for (auto& leaf : leaves_) leaf.requires_grad_(required);
}

}  // namespace nn
