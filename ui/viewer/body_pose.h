#pragma once

#include <mujoco/mujoco.h>

#include "env/environment.h"

namespace viewer {

/// Puts `data` at `from` moved towards `to` by `fraction` in [0, 1] along the joints, and updates places, lights,
/// cameras and velocities: what a picture and a push need. Velocities that a state lacks count as 0. False, and `data`
/// as it was, when a state has the wrong size or a number in it is not finite.
bool poseBody(const mjModel& model, mjData& data, const env::BodyState& from, const env::BodyState& to,
              double fraction);

}  // namespace viewer
