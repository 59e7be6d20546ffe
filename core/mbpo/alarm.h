#pragma once

#include <string>

#include "agent/sac_agent.h"
#include "model/ensemble_fit.h"

namespace mbpo {

struct TrainingState;

/// What goes wrong in the numbers while a run goes on, said once each in the log, and when it is well again: the checks
/// of health_check.h.

/// A diverged fit; a holdout error that rose three fits in a row. holdout_mse: mean over the elites.
void raiseFitAlarms(TrainingState& state, const model::FitResult& result, double holdout_mse);
/// |Q| above 2 r_max/(1−γ), the largest difference of two returns.
void raiseCriticAlarm(TrainingState& state, const agent::UpdateStatistics& statistics);
/// A SAC loss that is not finite although every weight is; `bad_part` of the batch, where that is the cause. Throws
/// base::Error when a hundred come in a row: learning cannot go on then.
void raiseUpdateAlarm(TrainingState& state, const std::string& bad_part);
/// A SAC update was finite.
void settleUpdates(TrainingState& state);
/// Branches that the model sent to NaN or infinity; a D_model that is empty when batches want its rows.
void raiseRolloutAlarms(TrainingState& state, std::int64_t not_finite);

}  // namespace mbpo
