#pragma once

#include <filesystem>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "env/quantity.h"

namespace env {

/// One block of the observation vector, clipped to ±clip.
struct ObservationPart {
  Quantity of;
  double clip = std::numeric_limits<double>::infinity();
};

/// One summand of the reward: weight × term(of). The equations are in reward.h.
struct RewardTerm {
  enum class Kind { alive, rate, value, squared, squared_action, distance, distance_before };
  Kind kind = Kind::alive;
  double weight = 1;
  Quantity of;      ///< unused by alive and squared_action
  double goal = 0;  ///< squared only
};

/// A range in which every element of a quantity must lie, or the episode terminates. "above"/"below" exclude the
/// bound, "at_least"/"at_most" include it.
struct HealthyRange {
  Quantity of;
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool includes_low = true;
  bool includes_high = true;
};

/// Noise added to the model's initial state at a reset, the same for every element.
struct ResetNoise {
  enum class Kind { none, uniform, normal };
  Kind kind = Kind::none;
  double scale = 0;  ///< uniform in [−scale, scale), or the standard deviation
};

/// A goal drawn uniformly from a disc about the origin: two slide joints are put there, at rest.
struct GoalDisc {
  std::string x_joint, y_joint;
  double radius = 0;  ///< metres; 0: the task has no goal
};

/// A task as its JSON file says it: everything but the physics. docs/tasks.md explains every key.
struct TaskSpec {
  std::string name;
  std::string description;
  std::filesystem::path file;   ///< where it was read
  std::filesystem::path model;  ///< MJCF, resolved against the task file's folder
  std::string tracked_body;
  int frame_skip = 1;
  int time_limit = 1000;
  std::vector<ObservationPart> observation;
  std::vector<RewardTerm> reward;
  std::vector<HealthyRange> healthy;
  ResetNoise qpos_noise, qvel_noise;
  GoalDisc goal;
};

/// Reads and checks a task file without its model. Throws base::Error: what is wrong, in which key, what is allowed.
TaskSpec readTaskFile(const std::filesystem::path& file);
/// Binds every quantity to the model. Throws base::Error for unknown names and ranges outside the model.
void bindTask(TaskSpec& task, const mjModel& model);

}  // namespace env
