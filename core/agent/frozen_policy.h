#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "agent/frozen_critic.h"
#include "agent/frozen_layer.h"
#include "base/random_stream.h"

namespace agent {

/// An immutable copy of the policy π(a | s) in plain floats: what crosses threads, plays in the viewer and is
/// evaluated. No torch. Any number of threads may use one at the same time. The critics of the same moment may travel
/// with it.
///
///     h_0 = s;  h_{i+1} = relu(h_i W_i + b_i);  (μ, log σ) = h_L W_L + b_L
///     mean action a = tanh(μ);  sample a = tanh(μ + σ ε), ε ~ N(0, I);  control = centre + half_range · a
class FrozenPolicy {
 public:
  using Layer = FrozenLayer;

  /// Last layer has 2·n_a outputs (μ then log σ). Ranges are the environment's control range [n_a]. Throws base::Error
  /// where sizes do not fit together.
  FrozenPolicy(std::vector<Layer> layers, std::vector<double> action_low, std::vector<double> action_high,
               double log_std_min, double log_std_max, std::shared_ptr<const FrozenCritic> critic = nullptr);

  int observationSize() const { return layers_.front().inputs; }
  int actionSize() const { return static_cast<int>(action_low_.size()); }

  /// The mean action tanh(μ), in control-range units.
  std::vector<double> act(std::span<const double> observation) const;
  /// A sampled action, in control-range units.
  std::vector<double> sample(std::span<const double> observation, base::RandomStream& random) const;
  /// Q̂(s, a) at an action in control-range units: an estimate of the discounted return; empty without critics.
  std::optional<double> estimateValue(std::span<const double> observation, std::span<const double> control) const;

  const std::shared_ptr<const FrozenCritic>& critic() const { return critic_; }  ///< null: none came along
  const std::vector<Layer>& layers() const { return layers_; }
  const std::vector<double>& actionLow() const { return action_low_; }
  const std::vector<double>& actionHigh() const { return action_high_; }
  double logStdMin() const { return log_std_min_; }
  double logStdMax() const { return log_std_max_; }

 private:
  std::vector<float> output(std::span<const double> observation) const;
  std::vector<double> toControl(std::span<const double> normalised) const;

  std::vector<Layer> layers_;
  std::vector<double> action_low_, action_high_;
  double log_std_min_, log_std_max_;
  std::shared_ptr<const FrozenCritic> critic_;
};

}  // namespace agent
