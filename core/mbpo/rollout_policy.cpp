#include "mbpo/rollout_policy.h"

namespace mbpo {

std::string rolloutPolicyText(const Configuration& configuration) {
  if (configuration.rollout_mode == "auto") return "k* ≤ " + std::to_string(configuration.rollout_length_max);
  if (configuration.rollout_mode == "manual") return "k " + std::to_string(configuration.rollout_length);
  const rollout::Schedule& schedule = configuration.rollout_schedule;
  const std::string first = "k " + std::to_string(schedule.first_length);
  return schedule.first_length == schedule.last_length ? first : first + "→" + std::to_string(schedule.last_length);
}

}  // namespace mbpo
