#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace mbpo {

/// What a run is watched for. A check is raised by a warning or an alarm and is well again after a note that names it;
/// none: the notice belongs to no check.
enum class HealthCheck : std::uint8_t {
  none,
  losses,          ///< SAC losses are finite
  critic,          ///< |Q| within the largest difference of two returns
  model_fit,       ///< the likelihood loss of a fit is finite
  holdout,         ///< the held-out error does not rise fit after fit
  model_rollouts,  ///< the model predicts finite states
  model_buffer,    ///< D_model has rows for the batches that want them
  physics,         ///< the simulation is stable
  reward_bound,    ///< |r| ≤ r_max, where the user set r_max
  run,             ///< the run has not failed
};
inline constexpr std::size_t kHealthCheckCount = 10;

/// What is known of one check: the single source for the log, the Health panel and the command line.
struct HealthCheckInfo {
  HealthCheck check;
  std::string_view id;       ///< as in events.jsonl
  std::string_view title;    ///< "Critic values"
  std::string_view watches;  ///< what holds while all is well
  std::string_view remedy;   ///< what to do when it does not
};

/// All checks but `none`, in display order.
const std::array<HealthCheckInfo, kHealthCheckCount - 1>& healthChecks();

/// Null for `none`.
const HealthCheckInfo* findHealthCheck(HealthCheck check);
/// By its id; null for one that this program does not know.
const HealthCheckInfo* findHealthCheck(std::string_view id);

}  // namespace mbpo
