#pragma once

#include <string>
#include <vector>

#include "env/task_spec.h"

namespace env {

/// Why the quantity is no function of the observation, or "" when it is one: every element is a column of it, or it is
/// a place on a chain of hinge and slide joints that the observation shows (as qpos, or as sin and cos of it).
std::string whyUnobserved(const Quantity& quantity, const std::vector<ObservationPart>& observation,
                          const mjModel& model);

/// Throws base::Error when a healthy range rests on something unobserved: branched rollouts of the learned model could
/// then not know when an episode ends.
void requireObservedTermination(const TaskSpec& task, const mjModel& model);

/// The bodies between the world and `body`, outermost last, `body` included.
std::vector<int> chainOf(const mjModel& model, int body);

}  // namespace env
