#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "agent/frozen_policy.h"
#include "base/random_stream.h"
#include "env/environment.h"

namespace viewer {

/// Plays episodes of one environment with a policy, or by smooth random actions while there is none. One owner thread.
class PolicyPlayer {
 public:
  /// Throws base::Error when the environment cannot be made.
  explicit PolicyPlayer(const std::string& environment);

  /// Null: random actions. False (and random actions) when its sizes are not the environment's.
  bool setPolicy(std::shared_ptr<const agent::FrozenPolicy> policy);
  bool hasPolicy() const { return policy_ != nullptr; }
  void setSampled(bool sampled) { sampled_ = sampled; }

  void reset();
  /// One environment step, or, when the last one ended the episode, the reset.
  void step();
  bool episodeHasEnded() const { return ended_; }

  const env::Environment& environment() const { return *environment_; }
  double reward() const { return reward_; }               ///< of the last step
  double returnSoFar() const { return return_; }
  double lastReturn() const { return last_return_; }      ///< of the last whole episode; NaN: none yet
  std::int64_t episodes() const { return episodes_; }     ///< begun so far

 private:
  std::vector<double> chooseAction();
  std::vector<double> smoothRandomAction();

  std::unique_ptr<env::Environment> environment_;
  std::shared_ptr<const agent::FrozenPolicy> policy_;
  base::RandomStream random_;
  std::vector<double> observation_;
  std::vector<double> drift_;  // the random action's slow state, one per actuator, unit variance
  bool sampled_ = false, ended_ = false;
  double reward_ = 0, return_ = 0, last_return_;
  std::int64_t episodes_ = 0;
};

}  // namespace viewer
