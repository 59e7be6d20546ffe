#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/random_stream.h"

namespace env {

/// What one real step brought. `observation` is valid until the next call on the environment.
struct StepResult {
  std::span<const double> observation;  ///< s′ [n_s]
  double reward = 0;                    ///< r(s, a, s′)
  bool terminated = false;              ///< the task's own end (fallen, out of range, unstable physics): no bootstrap
  bool truncated = false;               ///< the time limit: not terminal, bootstrap through it
  bool unstable = false;                ///< NaN or huge state; the episode ended because of it (implies terminated)
};

/// The joint-space state that a picture is drawn from.
struct BodyState {
  std::vector<double> qpos, qvel;
  double time = 0;  ///< simulated seconds
  /// What the simulator carries from step to step beside the joints (solver warm start, link positions of the last
  /// integrator stage). A checkpoint stores it to continue bit for bit; empty continues to about 1e-10.
  std::vector<double> carried;
};

/// One simulated body with its task: a MuJoCo model stepped by torques. One owner thread; copies nothing across.
/// Throws base::Error on bad task or model files.
class Environment {
 public:
  virtual ~Environment() = default;

  virtual const std::string& name() const = 0;
  virtual int observationSize() const = 0;                ///< n_s
  virtual int actionSize() const = 0;                     ///< n_a
  virtual std::span<const double> actionLow() const = 0;  ///< control range, in the actuators' units
  virtual std::span<const double> actionHigh() const = 0;
  virtual const std::vector<std::string>& observationNames() const = 0;  ///< one short label per dimension
  virtual int timeLimit() const = 0;                                     ///< steps per episode
  virtual double secondsPerStep() const = 0;                             ///< frame_skip × timestep

  /// New episode from the task's reset noise. Returns s_0 [n_s].
  virtual std::span<const double> reset(base::RandomStream& random) = 0;
  /// New episode from a given joint state (sizes n_q, n_v; anything else is an Error).
  virtual std::span<const double> resetTo(std::span<const double> qpos, std::span<const double> qvel) = 0;
  /// One step with an action in control-range units [n_a].
  virtual StepResult step(std::span<const double> action) = 0;

  virtual int stepsInEpisode() const = 0;
  virtual BodyState bodyState() const = 0;
  /// Continue exactly where `bodyState`/`stepsInEpisode` were taken (checkpoint resume).
  virtual std::span<const double> restore(const BodyState& state, int steps_in_episode) = 0;
  virtual long unstableEpisodes() const = 0;  ///< episodes ended by NaN or unstable physics so far
};

/// A bundled task by name (`hopper`), or a user's own by the path of its JSON task file (docs/tasks.md).
/// Throws base::Error naming what is allowed.
std::unique_ptr<Environment> makeEnvironment(std::string_view name_or_path);

}  // namespace env
