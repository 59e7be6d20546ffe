#include "agent/frozen_layer.h"

#include <algorithm>
#include <utility>

#include "base/error.h"

namespace agent {

void requireChained(std::span<const FrozenLayer> layers, const std::string& network) {
  if (layers.empty()) throw base::Error("a " + network + " needs at least one layer");
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const FrozenLayer& layer = layers[i];
    const bool chained = i == 0 || layers[i - 1].outputs == layer.inputs;
    if (!chained || layer.inputs < 1 || layer.outputs < 1 ||
        layer.weight.size() != static_cast<std::size_t>(layer.inputs) * static_cast<std::size_t>(layer.outputs) ||
        layer.bias.size() != static_cast<std::size_t>(layer.outputs)) {
      throw base::Error(network + " layer " + std::to_string(i) + " has sizes that do not fit together");
    }
  }
}

std::vector<float> forward(std::span<const FrozenLayer> layers, std::vector<float> input) {
  std::vector<float> h = std::move(input);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const FrozenLayer& layer = layers[i];
    std::vector<float> next = layer.bias;
    for (int in = 0; in < layer.inputs; ++in) {
      const float x = h[static_cast<std::size_t>(in)];
      const float* w = layer.weight.data() + static_cast<std::size_t>(in) * static_cast<std::size_t>(layer.outputs);
      for (int out = 0; out < layer.outputs; ++out) next[static_cast<std::size_t>(out)] += x * w[out];
    }
    if (i + 1 < layers.size()) {
      for (float& value : next) value = std::max(value, 0.0F);
    }
    h = std::move(next);
  }
  return h;
}

}  // namespace agent
