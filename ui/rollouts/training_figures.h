#pragma once

#include "inspect/training_view.h"
#include "ui/rollouts/figure.h"

namespace rollouts {

/// Where the branches in D_model start, in front of D_env's states.
Figure startsFigure(const inspect::TrainingView& view);
/// How long the branches in D_model got; those that the task ended apart.
Figure branchLengthsFigure(const inspect::TrainingView& view);

}  // namespace rollouts
