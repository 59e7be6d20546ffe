#pragma once

#include <ATen/core/Tensor.h>

#include <optional>
#include <vector>

#include "inspect/comparison.h"
#include "inspect/comparison_spec.h"
#include "inspect/imagination.h"
#include "inspect/model_world.h"
#include "mbpo/played_episode.h"

namespace inspect {

/// A window of D_env as a trajectory: control units, no body states (D_env holds observations alone).
mbpo::Trajectory toTrajectory(const mbpo::FrozenModel::Window& window, const InspectedModel& model);

/// The body at a step: as recorded, or from the observation where that says all; else empty.
std::optional<env::BodyState> bodyAt(const mbpo::Trajectory& trajectory, int step, const InspectedModel& model);

/// Up to `horizon` steps from `start` on, as they were. `ended` tells how the whole trajectory ended.
RealPath recordedPath(const mbpo::Trajectory& trajectory, int start, int horizon, bool terminated,
                      const InspectedModel& model);

/// Sets the real body to `body` and lets π act for up to `horizon` steps, or to the task's own end.
RealPath playedPath(const env::BodyState& body, int horizon, bool sampled_action, std::uint64_t seed,
                    const InspectedModel& model);

/// Real paths as tensors, NaN where one has ended; actions 0 there.
struct RealBatch {
  at::Tensor s;        ///< [S, H + 1, n_s] float64
  at::Tensor actions;  ///< [S, H, n_a] normalised float32
  at::Tensor r;        ///< [S, H] float64
};
RealBatch toBatch(const std::vector<RealPath>& paths, int horizon, const InspectedModel& model);

}  // namespace inspect
