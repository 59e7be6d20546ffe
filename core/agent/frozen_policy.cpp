#include "agent/frozen_policy.h"

#include <algorithm>
#include <cmath>

#include "base/error.h"

namespace agent {

FrozenPolicy::FrozenPolicy(std::vector<Layer> layers, std::vector<double> action_low, std::vector<double> action_high,
                           double log_std_min, double log_std_max, std::shared_ptr<const FrozenCritic> critic)
    : layers_(std::move(layers)), action_low_(std::move(action_low)), action_high_(std::move(action_high)),
      log_std_min_(log_std_min), log_std_max_(log_std_max), critic_(std::move(critic)) {
  requireChained(layers_, "policy");
  if (action_low_.size() != action_high_.size() ||
      layers_.back().outputs != 2 * static_cast<int>(action_low_.size())) {
    throw base::Error("the policy's last layer does not fit its action range");
  }
  if (critic_ && critic_->inputSize() != observationSize() + actionSize()) {
    throw base::Error("the critic takes " + std::to_string(critic_->inputSize()) +
                      " numbers, the policy has another count of observations and actions");
  }
}

std::vector<float> FrozenPolicy::output(std::span<const double> observation) const {
  WORKBENCH_CHECK(static_cast<int>(observation.size()) == observationSize(),
                  "observation has " + std::to_string(observation.size()) + " values");
  return forward(layers_, {observation.begin(), observation.end()});
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
  const std::vector<float> head = output(observation);
  std::vector<double> a(action_low_.size());
  for (std::size_t i = 0; i < a.size(); ++i) a[i] = std::tanh(static_cast<double>(head[i]));
  return toControl(a);
}

std::optional<double> FrozenPolicy::estimateValue(std::span<const double> observation,
                                                  std::span<const double> control) const {
  if (!critic_) return {};
  std::vector<double> a(control.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double centre = 0.5 * (action_low_[i] + action_high_[i]);
    const double half_range = 0.5 * (action_high_[i] - action_low_[i]);
    a[i] = (control[i] - centre) / half_range;
  }
  return critic_->minQ(observation, a);
}

std::vector<double> FrozenPolicy::sample(std::span<const double> observation, base::RandomStream& random) const {
  const std::vector<float> head = output(observation);
  const std::size_t n_a = action_low_.size();
  std::vector<double> a(n_a);
  for (std::size_t i = 0; i < n_a; ++i) {
    const double log_std = std::clamp(static_cast<double>(head[n_a + i]), log_std_min_, log_std_max_);
    a[i] = std::tanh(static_cast<double>(head[i]) + std::exp(log_std) * random.normal());
  }
  return toControl(a);
}

}  // namespace agent
