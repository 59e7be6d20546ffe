#pragma once

#include "env/environment.h"
#include "env/mujoco_model.h"
#include "env/pushable.h"
#include "env/reward.h"
#include "env/task_spec.h"

namespace env {

/// Any task file's environment. The conventions are Gymnasium's v4: the action is applied over frame_skip physics
/// steps, the observation follows from the state after them, the reward from before and after.
///
/// Unstable physics (a non-finite or huge state or action) ends the episode: the result is `unstable` and `terminated`
/// with reward 0, and the state goes back to the last good one, so that every observation handed out is finite.
class MujocoEnvironment final : public Environment, public Pushable {
 public:
  explicit MujocoEnvironment(const TaskSpec& unbound_task);

  const std::string& name() const override { return task_.name; }
  int observationSize() const override { return static_cast<int>(observation_.size()); }
  int actionSize() const override { return model_->nu; }
  std::span<const double> actionLow() const override { return action_low_; }
  std::span<const double> actionHigh() const override { return action_high_; }
  const std::vector<std::string>& observationNames() const override { return observation_names_; }
  int timeLimit() const override { return task_.time_limit; }
  double secondsPerStep() const override { return task_.frame_skip * model_->opt.timestep; }

  std::span<const double> reset(base::RandomStream& random) override;
  std::span<const double> resetTo(std::span<const double> qpos, std::span<const double> qvel) override;
  StepResult step(std::span<const double> action) override;
  void push(int body, const std::array<double, 6>& force_torque) override;

  int stepsInEpisode() const override { return steps_in_episode_; }
  BodyState bodyState() const override;
  std::span<const double> restore(const BodyState& state, int steps_in_episode) override;
  long unstableEpisodes() const override { return unstable_episodes_; }

 private:
  std::span<const double> beginEpisode();
  std::span<const double> updateObservation();
  bool advancePhysics(std::span<const double> action);
  StepResult endUnstably(const BodyState& last_good);
  void requireSize(const char* what, std::size_t found, int wanted) const;

  TaskSpec task_;
  ModelPointer model_;
  DataPointer data_;
  Reward reward_;
  std::vector<double> action_low_, action_high_;
  std::vector<double> observation_;
  std::vector<std::string> observation_names_;
  int steps_in_episode_ = 0;
  long unstable_episodes_ = 0;
};

}  // namespace env
