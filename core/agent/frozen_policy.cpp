#include "agent/frozen_policy.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"

namespace agent {

FrozenPolicy::FrozenPolicy(std::vector<Layer> layers, std::vector<double> action_low, std::vector<double> action_high,
                           double log_std_min, double log_std_max)
    : layers_(std::move(layers)), action_low_(std::move(action_low)), action_high_(std::move(action_high)),
      log_std_min_(log_std_min), log_std_max_(log_std_max) {
  if (layers_.empty()) throw base::Error("a policy needs at least one layer");
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const Layer& layer = layers_[i];
    const bool chained = i == 0 || layers_[i - 1].outputs == layer.inputs;
    if (!chained || layer.inputs < 1 || layer.outputs < 1 ||
        layer.weight.size() != static_cast<std::size_t>(layer.inputs) * static_cast<std::size_t>(layer.outputs) ||
        layer.bias.size() != static_cast<std::size_t>(layer.outputs)) {
      throw base::Error("policy layer " + std::to_string(i) + " has sizes that do not fit together");
    }
  }
  if (action_low_.size() != action_high_.size() ||
      layers_.back().outputs != 2 * static_cast<int>(action_low_.size())) {
    throw base::Error("the policy's last layer does not fit its action range");
  }
}

std::vector<float> FrozenPolicy::forward(std::span<const double> observation) const {
  WORKBENCH_CHECK(static_cast<int>(observation.size()) == observationSize(),
                  "observation has " + std::to_string(observation.size()) + " values");
  std::vector<float> h(observation.begin(), observation.end());
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const Layer& layer = layers_[i];
    std::vector<float> next = layer.bias;
    for (int in = 0; in < layer.inputs; ++in) {
      const float x = h[static_cast<std::size_t>(in)];
      const float* w = layer.weight.data() + static_cast<std::size_t>(in) * static_cast<std::size_t>(layer.outputs);
      for (int out = 0; out < layer.outputs; ++out) next[static_cast<std::size_t>(out)] += x * w[out];
    }
    if (i + 1 < layers_.size()) {
      for (float& value : next) value = std::max(value, 0.0F);
    }
    h = std::move(next);
  }
  return h;
}

std::vector<double> FrozenPolicy::toControl(std::span<const double> normalised) const {
  std::vector<double> control(normalised.size());
  for (std::size_t i = 0; i < control.size(); ++i) {
    const double centre = 0.5 * (action_low_[i] + action_high_[i]);
    const double half_range = 0.5 * (action_high_[i] - action_low_[i]);
    control[i] = centre + half_range * normalised[i];
  }
  return control;
}

std::vector<double> FrozenPolicy::act(std::span<const double> observation) const {
  const std::vector<float> output = forward(observation);
  std::vector<double> a(action_low_.size());
  for (std::size_t i = 0; i < a.size(); ++i) a[i] = std::tanh(static_cast<double>(output[i]));
  return toControl(a);
}

std::vector<double> FrozenPolicy::sample(std::span<const double> observation, base::RandomStream& random) const {
  const std::vector<float> output = forward(observation);
  const std::size_t n_a = action_low_.size();
  std::vector<double> a(n_a);
  for (std::size_t i = 0; i < n_a; ++i) {
    const double log_std = std::clamp(static_cast<double>(output[n_a + i]), log_std_min_, log_std_max_);
    a[i] = std::tanh(static_cast<double>(output[i]) + std::exp(log_std) * random.normal());
  }
  return toControl(a);
}

}  // namespace agent
