#include "mbpo/measurement.h"

#include <ATen/ATen.h>

#include "mbpo/training_state.h"

namespace mbpo {

std::unique_ptr<EstimateAtWork> beginEstimate(Estimate estimate, TrainingState& state) {
  switch (estimate) {
    case Estimate::policy_shift: return beginPolicyShift(state);
    case Estimate::fresh_error:
    case Estimate::model_error:
    case Estimate::full_error: return beginModelError(estimate, state);
    case Estimate::true_return:
    case Estimate::model_return:
    case Estimate::branched_return: return beginReturn(estimate, state);
  }
  return nullptr;
}

bool continueEstimates(TrainingState& state, MetricRow& row) {
  Measurement& measurement = state.measurement;
  if (measurement.due.empty()) return false;
  if (!measurement.work) {
    measurement.stream_at_start = state.random.measure.state();
    measurement.noise_at_start = state.random.measure_noise.state();
    measurement.work = beginEstimate(measurement.due.front(), state);
    return true;
  }
  if (measurement.work->step(state)) return true;
  measurement.work->record(state, row);
  measurement.work.reset();
  measurement.due.pop_front();
  return !measurement.due.empty();
}

std::deque<Estimate> estimatesBeforeFit(const TrainingState& state) {
  if (state.fits == 0) return {};  // neither a π_D nor a model yet
  return {Estimate::policy_shift, Estimate::fresh_error};
}

std::deque<Estimate> estimatesAfterFit(const TrainingState&) { return {Estimate::model_error}; }

std::deque<Estimate> estimatesAtEpochEnd(const TrainingState& state) {
  const auto& c = state.configuration;
  std::deque<Estimate> due;
  if (state.fits > 0) due = {Estimate::policy_shift, Estimate::full_error};
  const bool returns_are_due = state.epoch() % c.return_interval == 0 || state.real_steps >= c.steps;
  if (!returns_are_due) return due;
  if (c.return_episodes > 0) due.push_back(Estimate::true_return);
  if (state.fits == 0 || c.return_model_steps == 0) return due;
  due.push_back(Estimate::model_return);
  if (c.return_episodes > 0) due.push_back(Estimate::branched_return);
  return due;
}

std::deque<Estimate> allEstimates(const TrainingState& state) {
  std::deque<Estimate> due;
  if (state.fits > 0) due = {Estimate::policy_shift, Estimate::full_error, Estimate::fresh_error};
  due.push_back(Estimate::true_return);
  if (state.fits > 0) due.insert(due.end(), {Estimate::model_return, Estimate::branched_return});
  return due;
}

void rememberFit(Measurement& measurement, const at::Tensor& holdout, const at::Tensor& y) {
  measurement.holdout = holdout.clone();
  measurement.sigma_y = y.to(at::kDouble).std(0, /*unbiased=*/false);
  measurement.rows_at_fit = y.size(0);
  measurement.fresh_rows = 0;
}

MeasurementRecord& addRecord(TrainingState& state, Metric metric, std::string_view estimator, double value,
                             double standard_error, std::int64_t samples) {
  MeasurementRecord record;
  record.serial = state.measurement.serial++;
  record.real_steps = state.real_steps;
  record.updates = state.updates;
  record.name = metricSpec(metric).name;
  record.estimator = estimator;
  record.value = value;
  record.standard_error = standard_error;
  record.samples = samples;
  return state.measurement.records.emplace_back(std::move(record));
}

void publishRecords(TrainingState& state, const MetricRow& row) {
  auto& records = state.measurement.records;
  for (MeasurementRecord& record : records) {
    record.epoch = row.epoch;
    record.wall_seconds = row.wall_seconds;
  }
  state.records.insert(state.records.end(), std::make_move_iterator(records.begin()),
                       std::make_move_iterator(records.end()));
  records.clear();
}

}  // namespace mbpo
