#include "mbpo/model_fit.h"

#include <ATen/ATen.h>

#include <cmath>

#include "mbpo/alarm.h"
#include "mbpo/measurement.h"
#include "mbpo/safe_point.h"
#include "mbpo/training_state.h"
#include "measure/validation.h"

namespace mbpo {
namespace {

// Over the dimensions that vary; the others are NaN.
double calcVaryingMean(const std::vector<double>& values) {
  double sum = 0, count = 0;
  for (const double value : values) {
    if (!std::isfinite(value)) continue;
    sum += value;
    ++count;
  }
  return count > 0 ? sum / count : measure::kUnknown;
}

}  // namespace

void startFit(TrainingState& state) {
  if (!rollBackEnsemble(state) && !state.safe_point.ensemble) keepEnsemble(state);
  state.behaviour_policy.parameters().values().copy_(state.agent.policy.parameters().values());
  state.has_behaviour_policy = true;
  const auto [x, y] = state.modelData();
  auto split = data::drawHoldoutSplit(x.size(0), state.configuration.holdout_ratio, state.configuration.holdout_limit,
                                      state.configuration.ensemble_size, state.random.fit);
  state.fit.emplace(state.ensemble, state.model_optimiser, state.fitSettings(), x, y, std::move(split),
                    state.random.fit, state.compute);
}

void concludeFit(TrainingState& state) {
  const at::Tensor& x = state.fit->x();
  const at::Tensor& y = state.fit->y();
  const at::Tensor& holdout = state.fit->split().holdout;
  const auto validation = measure::measureValidation(state.ensemble, x.index_select(0, holdout),
                                                     y.index_select(0, holdout), y.std(0, /*unbiased=*/false));
  const model::FitResult& result = state.fit->result();
  double holdout_mse = 0;
  for (const auto member : state.ensemble.elites) {
    holdout_mse +=
        result.holdout_mse[static_cast<std::size_t>(member)] / static_cast<double>(state.ensemble.elites.size());
  }
  auto& values = state.fit_row.values;
  values.insert(values.end(), {{Metric::validation_nll, validation.nll},
                               {Metric::validation_rmse, validation.rmse},
                               {Metric::validation_r2, calcVaryingMean(validation.r2_per_dimension)},
                               {Metric::validation_mse, holdout_mse},
                               {Metric::fit_loss, result.training_loss},
                               {Metric::fit_epochs, static_cast<double>(result.epochs)}});
  auto& record =
      addRecord(state, Metric::validation_rmse, "holdout", validation.rmse, measure::kUnknown, validation.rows);
  record.settings = {{"nll", validation.nll}, {"nll_standard_error", validation.nll_standard_error}};
  record.arrays = {{"nll_per_dimension", validation.nll_per_dimension},
                   {"rmse_per_dimension", validation.rmse_per_dimension},
                   {"r2_per_dimension", validation.r2_per_dimension}};
  raiseFitAlarms(state, result, holdout_mse);
  if (!rollBackEnsemble(state)) keepEnsemble(state);
  rememberFit(state.measurement, holdout, y);
  ++state.fits;
  state.next_fit_step = state.real_steps + state.configuration.model_train_interval;
  state.fit.reset();
}

}  // namespace mbpo
