#pragma once

#include "inspect/training_view.h"
#include "ui/rollouts/figure.h"

namespace rollouts {

/// Which plane states are drawn on: each axis is one of the observation's numbers, or (kPrincipal) the principal axis
/// of that place.
inline constexpr int kPrincipal = -1;
struct StatePlane {
  int x = kPrincipal, y = kPrincipal;
  bool operator==(const StatePlane&) const = default;
};

/// Where the branches in D_model start, in front of D_env's states. An axis that the task does not have is taken for
/// the principal one.
Figure startsFigure(const inspect::TrainingView& view, StatePlane plane = {});
/// How long the branches in D_model got; those that the task ended apart.
Figure branchLengthsFigure(const inspect::TrainingView& view);

}  // namespace rollouts
