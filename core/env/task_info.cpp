#include "env/task_info.h"

#include <algorithm>

#include "base/error.h"
#include "base/resources.h"
#include "env/mujoco_model.h"
#include "env/observation.h"
#include "env/task_spec.h"

namespace env {
namespace fs = std::filesystem;

std::vector<std::string> taskNames() {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(base::resourceFile("tasks"))) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::ranges::sort(names);
  return names;
}

fs::path taskFile(std::string_view name_or_path) {
  std::string allowed;
  for (const std::string& name : taskNames()) {
    if (name == name_or_path) return base::resourceFile("tasks/" + name + ".json");
    allowed += (allowed.empty() ? "" : ", ") + name;
  }
  const fs::path path(name_or_path);
  std::error_code ignored;
  if (path.extension() == ".json" && fs::is_regular_file(path, ignored)) return path;
  throw base::Error("no task '" + std::string(name_or_path) + "'; name one of " + allowed +
                    ", or give the path of a task file (.json) of your own");
}

TaskInfo taskInfo(std::string_view name_or_path) {
  TaskSpec task = readTaskFile(taskFile(name_or_path));
  const ModelPointer model = loadModel(task.model);
  bindTask(task, *model);
  return {task.name,  task.description,  task.file,
          task.model, task.tracked_body, observationSize(task.observation),
          model->nu,  task.time_limit,   task.frame_skip * model->opt.timestep};
}

fs::path modelPath(std::string_view name_or_path) { return readTaskFile(taskFile(name_or_path)).model; }

}  // namespace env
