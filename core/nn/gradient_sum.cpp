#include "nn/gradient_sum.h"

#include <ATen/core/Tensor.h>

#include <algorithm>

#include "nn/vector_math.h"

namespace nn {
namespace {

constexpr std::int64_t kBlock = 2048;  // floats: a block of every array that a step touches fits the first-level cache

WORKBENCH_VECTOR_CLONES void addTo(std::int64_t n, const float* __restrict x, float* __restrict sum) {
  for (std::int64_t i = 0; i < n; ++i) sum[i] += x[i];
}

}  // namespace

GradientSum::GradientSum(FlatParameters& parameters, ThreadTeam& team, int parts)
    : parameters_(&parameters), team_(&team) {
  const auto size = static_cast<std::size_t>(parameters.values().numel());
  for (int member = 1; member < parts; ++member) parts_.emplace_back(size);
}

float* GradientSum::partOf(int member) {
  return member == 0 ? parameters_->gradient().data_ptr<float>() : parts_[static_cast<std::size_t>(member) - 1].data();
}

void GradientSum::addUpBlock(Range block) {
  float* const sum = parameters_->gradient().data_ptr<float>() + block.first;
  for (const AlignedFloats& part : parts_) addTo(block.count, part.data() + block.first, sum);
}

template <class Then>
void GradientSum::forEachBlock(Then then) {
  team_->run([&](int member) {
    const Range own = calcPart(parameters_->values().numel(), member, team_->size());
    for (std::int64_t first = own.first; first < own.first + own.count; first += kBlock) {
      const Range block{first, std::min(kBlock, own.first + own.count - first)};
      addUpBlock(block);
      then(block);
    }
  });
}

void GradientSum::addUp() {
  forEachBlock([](Range) {});
}

void GradientSum::step(Adam& optimiser, double learning_rate) {
  const Adam::Pace pace = optimiser.beginStep(learning_rate);
  forEachBlock([&](Range block) { optimiser.stepPart(pace, parameters_->values(), parameters_->gradient(), block); });
}

}  // namespace nn
