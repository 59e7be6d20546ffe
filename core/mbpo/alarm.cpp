#include "mbpo/alarm.h"

#include <algorithm>
#include <functional>
#include <string>

#include "base/error.h"
#include "mbpo/training_state.h"

namespace mbpo {
namespace {

constexpr std::int64_t kBadUpdatesInARow = 100;   // then learning cannot go on
constexpr std::int64_t kGoodUpdatesInARow = 500;  // before losses count as well again: seconds, not a flicker
constexpr std::size_t kRisingFits = 4;            // four errors make three rises

}  // namespace

void raiseFitAlarms(TrainingState& state, const model::FitResult& result, double holdout_mse) {
  if (result.diverged) {
    state.raise(HealthCheck::model_fit, Notice::Kind::alarm,
                "The model fit at real step " + std::to_string(state.real_steps) + " diverged (loss not finite).");
  } else {
    state.settle(HealthCheck::model_fit, "A model fit stayed finite.");
  }
  auto& history = state.holdout_history;
  history.push_back(holdout_mse);
  if (history.size() > kRisingFits) history.erase(history.begin());
  if (history.size() == kRisingFits && std::is_sorted(history.begin(), history.end(), std::less_equal<>())) {
    state.raise(HealthCheck::holdout, Notice::Kind::alarm,
                "The held-out error rose three fits in a row, from " + std::to_string(history.front()) + " to " +
                    std::to_string(history.back()) + ".");
  } else if (history.size() > 1 && history.back() < history[history.size() - 2]) {
    state.settle(HealthCheck::holdout, "The held-out error fell again, to " + std::to_string(history.back()) + ".");
  }
}

void raiseCriticAlarm(TrainingState& state, const agent::UpdateStatistics& statistics) {
  const double limit = 2.0 * state.r_max / (1.0 - state.configuration.discount);
  if (statistics.q_abs_max > limit && !state.critic_alarm) {
    state.critic_alarm = true;
    state.raise(HealthCheck::critic, Notice::Kind::alarm,
                "The critics explode: |Q| = " + std::to_string(statistics.q_abs_max) +
                    " exceeds 2 r_max/(1−γ) = " + std::to_string(limit) + ".");
  }
  // Armed again only well below, or values that hover at the limit would fill the log.
  if (statistics.q_abs_max >= 0.5 * limit) return;
  state.critic_alarm = false;
  state.settle(HealthCheck::critic, "|Q| fell below r_max/(1−γ) again.");
}

void raiseUpdateAlarm(TrainingState& state, const std::string& bad_part) {
  state.good_updates = 0;
  if (++state.bad_updates == 1) {
    state.raise(HealthCheck::losses, Notice::Kind::alarm,
                "A SAC loss was not finite at update " + std::to_string(state.updates) +
                    (bad_part.empty() ? "" : " (" + bad_part + " of the batch was not)") + "; the update was skipped.");
  } else if (state.bad_updates >= kBadUpdatesInARow) {
    throw base::Error("learning diverged: " + std::to_string(kBadUpdatesInARow) +
                      " SAC updates in a row were not finite; resume from an earlier checkpoint with lower "
                      "learning rates");
  }
}

void settleUpdates(TrainingState& state) {
  state.bad_updates = 0;
  if (++state.good_updates < kGoodUpdatesInARow) return;
  state.settle(HealthCheck::losses, std::to_string(kGoodUpdatesInARow) + " SAC updates in a row were finite.");
}

void raiseRolloutAlarms(TrainingState& state, std::int64_t not_finite) {
  if (not_finite > 0) {
    state.raise(HealthCheck::model_rollouts, Notice::Kind::alarm,
                "The model predicted NaN or infinity in " + std::to_string(not_finite) + " rollouts at real step " +
                    std::to_string(state.real_steps) + "; these branches were dropped.");
  } else {
    state.settle(HealthCheck::model_rollouts, "Every rollout was finite.");
  }
  if (state.model_buffer.size() > 0) {
    state.settle(HealthCheck::model_buffer, "D_model holds rows again.");
  } else if (state.configuration.real_ratio < 1 && !state.raised.test(std::size_t(HealthCheck::model_buffer))) {
    state.raise(HealthCheck::model_buffer, Notice::Kind::alarm,
                "D_model is empty after the rollouts at real step " + std::to_string(state.real_steps) +
                    ": every SAC batch is made of real rows alone.");
  }
}

}  // namespace mbpo
