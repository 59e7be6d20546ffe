#pragma once

#include <string>
#include <string_view>

namespace rollout {

/// The schedule of the model rollout length k over epochs e (0-based, counted after the warm-up):
///
///     k(e) = int( clamp( k0 + (e − e0)/(e1 − e0) · (k1 − k0), min(k0, k1), max(k0, k1) ) )
struct Schedule {
  int first_epoch = 20;   ///< e0 ≥ 0
  int last_epoch = 150;   ///< e1 > e0
  int first_length = 1;   ///< k0 ≥ 1
  int last_length = 15;   ///< k1 ≥ 1

  bool operator==(const Schedule&) const = default;
};

/// k at an epoch ≥ 0.
int calcRolloutLength(const Schedule& schedule, int epoch);

/// "20,150,1,15" and back; parsing throws base::Error saying what the four numbers are.
Schedule parseSchedule(std::string_view text);
std::string toText(const Schedule& schedule);

}  // namespace rollout
