#pragma once

#include "base/random_stream.h"
#include "env/task_spec.h"

namespace env {

/// Draws an initial state into data.qpos and data.qvel: the model's own initial pose plus the task's noise, then the
/// goal, uniform in its disc by rejection.
void drawInitialState(const TaskSpec& task, const mjModel& model, mjData& data, base::RandomStream& random);

}  // namespace env
