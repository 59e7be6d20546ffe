#pragma once

#include <span>

#include "env/task_spec.h"

namespace env {

/// low ≤ x ≤ high, with < where a bound is excluded; false for NaN.
bool isWithin(const HealthyRange& range, double x);

/// True when some element of some healthy quantity has left its range. A task without ranges never terminates this
/// way; a non-finite state ends every task's episode, as unstable physics.
bool hasTerminated(const std::vector<HealthyRange>& healthy, const mjModel& model, const mjData& data);

}  // namespace env
