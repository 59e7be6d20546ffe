#include "mbpo/alarm.h"

#include <algorithm>
#include <functional>
#include <string>

#include "base/error.h"
#include "mbpo/training_state.h"

namespace mbpo {
namespace {

constexpr std::int64_t kBadUpdatesInARow = 100;  // then learning cannot go on

}  // namespace

void raiseFitAlarms(TrainingState& state, const model::FitResult& result, double holdout_mse) {
  if (result.diverged) {
    state.notice(Notice::Kind::alarm, "The model fit at real step " + std::to_string(state.real_steps) +
                                          " diverged (loss not finite): best weights restored, optimiser reset. "
                                          "Lower model_learning_rate if it happens again.");
  }
  auto& history = state.holdout_history;
  history.push_back(holdout_mse);
  if (history.size() > 4) history.erase(history.begin());
  if (history.size() == 4 && std::is_sorted(history.begin(), history.end(), std::less_equal<>())) {
    state.notice(Notice::Kind::alarm,
                 "The holdout error rose three fits in a row: the model does not keep up with the "
                 "policy's states. Try a shorter k or a smaller model_train_interval.");
  }
}

void raiseCriticAlarm(TrainingState& state, const agent::UpdateStatistics& statistics) {
  const double limit = 2.0 * state.r_max / (1.0 - state.configuration.discount);
  if (statistics.q_abs_max > limit && !state.critic_alarm) {
    state.critic_alarm = true;
    state.notice(Notice::Kind::alarm, "The critics explode: |Q| = " + std::to_string(statistics.q_abs_max) +
                                          " exceeds 2 r_max/(1−γ) = " + std::to_string(limit) +
                                          ". Lower G or critic_learning_rate, or shorten k.");
  }
  // Armed again only well below, or values that hover at the limit would fill the log.
  if (statistics.q_abs_max < 0.5 * limit) state.critic_alarm = false;
}

void raiseUpdateAlarm(TrainingState& state) {
  if (++state.bad_updates == 1) {
    state.notice(Notice::Kind::alarm, "A SAC loss was not finite at update " + std::to_string(state.updates) +
                                          "; the update was skipped. Lower the learning rates or G if it persists.");
  } else if (state.bad_updates >= kBadUpdatesInARow) {
    throw base::Error("learning diverged: " + std::to_string(kBadUpdatesInARow) +
                      " SAC updates in a row were not finite; resume from an earlier checkpoint with lower "
                      "learning rates");
  }
}

void raiseRolloutAlarm(TrainingState& state, std::int64_t not_finite) {
  if (not_finite == 0) return;
  state.notice(Notice::Kind::alarm, "The model predicted NaN or infinity in " + std::to_string(not_finite) +
                                        " rollouts at real step " + std::to_string(state.real_steps) +
                                        "; these branches were dropped.");
}

}  // namespace mbpo
