#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "agent/frozen_policy.h"
#include "base/random_stream.h"
#include "env/environment.h"

namespace viewer {

constexpr std::uint64_t kSeed = 20190619;  ///< any: the viewer's episodes are no measurement

/// Plays episodes of one environment with a policy, or by smooth random actions while there is none. One owner thread.
class PolicyPlayer {
 public:
  /// Throws base::Error when the environment cannot be made.
  explicit PolicyPlayer(const std::string& environment, std::uint64_t seed = kSeed);

  /// Null: random actions. False (and random actions) when its sizes are not the environment's.
  bool setPolicy(std::shared_ptr<const agent::FrozenPolicy> policy);
  bool hasPolicy() const { return policy_ != nullptr; }
  void setSampled(bool sampled) { sampled_ = sampled; }

  void reset();
  /// One environment step, or, when the last one ended the episode, the reset.
  void step();
  bool episodeHasEnded() const { return ended_; }
  /// The last step made the physics unstable, which ended the episode.
  bool isUnstable() const { return unstable_; }
  /// See env::Pushable. A push that is not finite is none.
  void push(int body, const std::array<double, 6>& force_torque);

  const env::Environment& environment() const { return *environment_; }
  const std::vector<double>& action() const { return action_; }  ///< of the last step; empty before it
  double reward() const { return reward_; }               ///< of the last step
  /// Q̂ at the state that the last step began with and its action, by the critics that came with the policy; NaN before
  /// the first step, without a policy, or without critics.
  double value() const { return value_; }
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
  std::vector<double> action_;
  bool sampled_ = false, ended_ = false, unstable_ = false;
  double reward_ = 0, return_ = 0, last_return_, value_;
  std::int64_t episodes_ = 0;
};

}  // namespace viewer
