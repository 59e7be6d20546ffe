#pragma once

#include <ATen/core/Tensor.h>

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mbpo/estimate.h"
#include "mbpo/measurement_record.h"
#include "mbpo/return_bound.h"
#include "measure/aggregate.h"
#include "measure/error_slope.h"

namespace mbpo {

/// What a run knows about its own theory, and where stage 6 is. Part of TrainingState; one owner thread.
struct Measurement {
  // known so far; NaN: not yet
  double eps_m = measure::kUnknown, eps_m_pac = measure::kUnknown;
  double eps_m_prime_direct = measure::kUnknown;
  double eps_pi = measure::kUnknown;
  double model_return = measure::kUnknown, branched_return = measure::kUnknown;  ///< of this epoch's end
  std::string eps_m_kind;                                                        ///< estimator and resolution of eps_m
  measure::ErrorSlope slope;
  std::string slope_kind;  ///< what its pairs were measured with: others cannot be compared with them
  bool has_k_star = false;
  std::optional<std::int64_t> k_star;  ///< empty while has_k_star: unbounded
  std::int64_t diagnostic_steps = 0;   ///< real steps made for measuring only
  std::int64_t serial = 0;             ///< records written

  // of the last model fit
  at::Tensor holdout;            ///< [n] int64 rows of D_env then; undefined before the first fit
  at::Tensor sigma_y;            ///< σ_y [n_out] over D_env then
  std::int64_t rows_at_fit = 0;  ///< |D_env| then
  std::int64_t fresh_rows = 0;   ///< pushed to D_env since

  // in progress
  std::deque<Estimate> due;
  std::vector<MeasurementRecord> records;          ///< of the stage in progress
  std::unique_ptr<EstimateAtWork> work;            ///< of due.front(); never in a checkpoint: it is begun again
  std::array<std::uint64_t, 4> stream_at_start{};  ///< the random numbers it began with
  at::Tensor noise_at_start;
};

/// One unit of the estimates that are due; their values go to `row`. False when none is left.
bool continueEstimates(TrainingState& state, MetricRow& row);

/// What is due: before a model fit, after it, and at an epoch's end.
std::deque<Estimate> estimatesBeforeFit(const TrainingState& state);
std::deque<Estimate> estimatesAfterFit(const TrainingState& state);
std::deque<Estimate> estimatesAtEpochEnd(const TrainingState& state);
/// Everything that can be measured now.
std::deque<Estimate> allEstimates(const TrainingState& state);

/// Remembers which rows the finished fit held out, and σ_y over y [N, n_out].
void rememberFit(Measurement& measurement, const at::Tensor& holdout, const at::Tensor& y);

/// A record stamped with the present step; the caller adds settings and arrays.
MeasurementRecord& addRecord(TrainingState& state, Metric metric, std::string_view estimator, double value,
                             double standard_error, std::int64_t samples);
/// Hands the stage's records up, with the epoch and the clock of its row.
void publishRecords(TrainingState& state, const MetricRow& row);

/// The errors that the bound takes, by the configured choices.
BoundErrors boundErrors(const TrainingState& state);
/// The slope d, ε_m′ and k* from what is known now.
void recordErrors(TrainingState& state, MetricRow& row);
/// The bounds with their terms at the k in force, λ, and what they stand on.
void recordBound(TrainingState& state, MetricRow& row);

/// r_max: the user's, or the largest |r| in D_env.
double rewardBound(const TrainingState& state);
/// λ = c ∂C/∂ε_π at the k in force; 0 for c = 0.
double calcShiftWeight(const TrainingState& state);

}  // namespace mbpo
