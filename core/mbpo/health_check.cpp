#include "mbpo/health_check.h"

#include <algorithm>

namespace mbpo {

const std::array<HealthCheckInfo, kHealthCheckCount - 1>& healthChecks() {
  static constexpr std::array<HealthCheckInfo, kHealthCheckCount - 1> table{{
      {HealthCheck::losses, "losses", "SAC losses", "critic, actor and temperature losses are finite",
       "Weights that are not finite go back to the last good ones by themselves. If it comes again: lower "
       "actor_learning_rate, critic_learning_rate or updates_per_step (G)."},
      {HealthCheck::critic, "critic", "Critic values", "|Q| ≤ 2 r_max/(1−γ), the largest difference of two returns",
       "Lower updates_per_step (G) or critic_learning_rate, or shorten k."},
      {HealthCheck::model_fit, "model_fit", "Model fit", "the likelihood loss of every fit is finite",
       "The best weights are restored and the optimiser is reset; lower model_learning_rate if it happens again."},
      {HealthCheck::holdout, "holdout", "Held-out error", "the held-out MSE does not rise three fits in a row",
       "The model does not keep up with the policy's states: try a shorter k or a smaller model_train_interval."},
      {HealthCheck::model_rollouts, "model_rollouts", "Model rollouts", "every predicted state and reward is finite",
       "These branches are dropped; shorten k, or lower model_learning_rate."},
      {HealthCheck::model_buffer, "model_buffer", "Model buffer", "D_model holds rows for the batches",
       "Batches are real rows alone until it fills: shorten k, raise rollouts_per_step (M), or look at the model fit."},
      {HealthCheck::physics, "physics", "Physics", "the simulated state is finite and moderate",
       "The transition is dropped and the episode ends; a smaller timestep in the MJCF file helps."},
      {HealthCheck::reward_bound, "reward_bound", "Reward bound", "|r| ≤ r_max, on which every return bound rests",
       "Raise r_max, or set it to 0 to take the largest |r| seen."},
      {HealthCheck::run, "run", "Run", "the worker trains or has ended as asked",
       "Read the reason in the log; continue from the last checkpoint (Runs, Train on from its checkpoint)."},
  }};
  return table;
}

const HealthCheckInfo* findHealthCheck(HealthCheck check) {
  const auto& table = healthChecks();
  const auto found = std::find_if(table.begin(), table.end(), [&](const auto& info) { return info.check == check; });
  return found == table.end() ? nullptr : &*found;
}

const HealthCheckInfo* findHealthCheck(std::string_view id) {
  const auto& table = healthChecks();
  const auto found = std::find_if(table.begin(), table.end(), [&](const auto& info) { return info.id == id; });
  return found == table.end() ? nullptr : &*found;
}

}  // namespace mbpo
