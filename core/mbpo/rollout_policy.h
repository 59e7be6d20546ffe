#pragma once

#include <string>

#include "mbpo/configuration.h"

namespace mbpo {

/// Where a run's k comes from, in a few characters: "k 5" (manual), "k 1→15" (schedule: first and last length),
/// "k* ≤ 15" (auto).
std::string rolloutPolicyText(const Configuration& configuration);

}  // namespace mbpo
