#include "env/task_sketch.h"

#include <mujoco/mujoco.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "env/mujoco_model.h"

namespace env {
namespace {

constexpr double kControlSeconds = 0.02;  // as fast as the bundled tasks act, 8 to 50 ms

/// Task names are one word: they name folders.
std::string taskName(std::string stem) {
  std::ranges::replace_if(
      stem, [](char c) { return c == ' ' || c == '/' || c == '\t' || c == '\n'; }, '_');
  return stem.empty() ? "body" : stem;
}

std::string firstFreeBody(const mjModel& model) {
  for (int joint = 0; joint < model.njnt; ++joint) {
    if (model.jnt_type[joint] != mjJNT_FREE) continue;
    const char* name = mj_id2name(&model, mjOBJ_BODY, model.jnt_bodyid[joint]);
    return name != nullptr ? name : "";
  }
  return {};
}

}  // namespace

std::string sketchTask(const std::filesystem::path& mjcf) {
  const ModelPointer model = loadModel(mjcf);
  if (model->nu == 0) throw base::Error(mjcf.string() + " has no actuator, so nothing to act with");
  const int frame_skip = std::max(1, static_cast<int>(std::lround(kControlSeconds / model->opt.timestep)));
  nlohmann::ordered_json task;
  task["name"] = taskName(mjcf.stem().string());
  task["description"] = "A sketch for " + mjcf.filename().string() + ": give it a reward of its own.";
  task["model"] = std::filesystem::absolute(mjcf).string();
  task["frame_skip"] = frame_skip;
  task["time_limit"] = 1000;
  if (const std::string body = firstFreeBody(*model); !body.empty()) task["track"] = body;
  task["observation"] = {"qpos[:]", "qvel[:]"};
  task["reward"] = {{{"term", "alive"}, {"weight", 1}}};
  return task.dump(2) + "\n";
}

}  // namespace env
