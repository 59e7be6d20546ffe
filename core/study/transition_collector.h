#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "agent/frozen_policy.h"
#include "base/random_stream.h"
#include "data/transition.h"
#include "env/environment.h"

namespace study {

/// How much is to be played: whole episodes until there are at least so many of both; 0: any number.
struct Quota {
  std::int64_t rows = 0, episodes = 1;
};

/// Real transitions of the stochastic policy, from the start of an episode on. They go nowhere by themselves: whoever
/// plays counts them and decides what they are for. Seed and name decide every random number, so two policies played
/// under one name meet the same initial states and the same noise. The environment must outlive it.
class TransitionCollector {
 public:
  TransitionCollector(env::Environment& environment, std::shared_ptr<const agent::FrozenPolicy> policy,
                      const Quota& quota, std::uint64_t seed, std::string_view name);

  /// Up to a hundred real steps. False when the quota is met and the last episode is over.
  bool step();

  at::Tensor rows() const;                       ///< [N, width], as in D_env (data/transition.h), oldest first
  std::int64_t steps() const { return steps_; }  ///< real steps made; N of them, but for unstable physics
  std::int64_t episodes() const { return static_cast<std::int64_t>(returns_.size()); }  ///< finished
  double returnMean() const;  ///< undiscounted, of the finished episodes
  double progress() const;    ///< 0 … 1

 private:
  void playStep();

  env::Environment* environment_;
  std::shared_ptr<const agent::FrozenPolicy> policy_;
  data::TransitionLayout layout_;
  Quota quota_;
  base::RandomStream resets_, actions_;
  std::vector<double> s_;  ///< present observation
  std::vector<float> rows_;
  std::vector<double> returns_;
  double running_return_ = 0;
  std::int64_t steps_ = 0, row_count_ = 0;
  bool in_episode_ = false;
};

/// Inputs x = [s, a], targets y = [Δs, r] and times of transitions [N, width].
struct ModelData {
  at::Tensor x, y, t;
};
ModelData toModelData(const data::TransitionLayout& layout, const at::Tensor& rows);

}  // namespace study
