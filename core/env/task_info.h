#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace env {

/// What a list of tasks shows, without a running simulation.
struct TaskInfo {
  std::string name;
  std::string description;
  std::filesystem::path task_file;
  std::filesystem::path model;  ///< MJCF
  std::string tracked_body;     ///< what a camera follows; empty: nothing moves away
  int n_s = 0, n_a = 0;
  int time_limit = 0;           ///< steps per episode
  double seconds_per_step = 0;  ///< frame_skip × timestep
};

/// The bundled tasks, sorted.
std::vector<std::string> taskNames();
/// The JSON file of a bundled name, or the given path of a user's own. Throws base::Error naming what is allowed.
std::filesystem::path taskFile(std::string_view name_or_path);
/// Compiles the model to know its sizes (a few ms). Throws base::Error.
TaskInfo taskInfo(std::string_view name_or_path);
/// The MJCF that the task simulates; a viewer compiles its own copy with loadModel (mujoco_model.h).
std::filesystem::path modelPath(std::string_view name_or_path);

}  // namespace env
