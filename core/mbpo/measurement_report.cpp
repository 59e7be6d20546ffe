#include "mbpo/measurement_report.h"

#include <utility>

#include "mbpo/checkpoint.h"
#include "mbpo/measurement.h"
#include "mbpo/training_state.h"

namespace mbpo {

MeasurementReport measureCheckpoint(const std::filesystem::path& file) {
  const auto state = readCheckpoint(file);
  MeasurementReport report;
  report.environment = state->configuration.environment;
  report.real_steps = state->real_steps;
  report.updates = state->updates;
  report.fits = state->fits;
  report.epoch = state->epoch();
  report.stage = stageName(state->stage);
  report.inside_fit = state->fit.has_value();

  const auto seed = static_cast<std::uint64_t>(state->configuration.seed);
  state->random.measure = base::RandomStream(seed, "measure a checkpoint");
  state->random.measure_noise = nn::Noise(seed, "measure a checkpoint");
  Measurement& measurement = state->measurement;
  measurement.records.clear();
  measurement.due = allEstimates(*state);
  // The pair that a fit will add once this interval is over is not the run's yet.
  const measure::ErrorSlope slope = measurement.slope;
  const std::string slope_kind = measurement.slope_kind;
  MetricRow row = state->rowNow(Stream::epochs);
  while (continueEstimates(*state, row)) {
  }
  measurement.slope = slope;
  measurement.slope_kind = slope_kind;
  if (state->fits > 0) {
    recordErrors(*state, row);
    recordBound(*state, row);
  }
  report.values = std::move(row.values);
  report.records = std::move(measurement.records);
  return report;
}

}  // namespace mbpo
