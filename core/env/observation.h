#pragma once

#include <span>
#include <string>
#include <vector>

#include "env/task_spec.h"

namespace env {

/// s = the parts one after the other, each clipped to its ±clip. [n_s]
int observationSize(const std::vector<ObservationPart>& parts);
void observe(const std::vector<ObservationPart>& parts, const mjModel& model, const mjData& data, std::span<double> s);
std::vector<std::string> observationLabels(const std::vector<ObservationPart>& parts, const mjModel& model);

/// The column of s that shows element `i` of a quantity like `quantity` (same kind, function and named things),
/// or −1 when the observation does not contain it.
int findColumn(const std::vector<ObservationPart>& parts, const Quantity& quantity, int i);

}  // namespace env
