#pragma once

#include <memory>

#include "mbpo/metric.h"

namespace mbpo {

struct TrainingState;

/// What stage 6 can measure. All but the first two need a fitted model.
enum class Estimate {
  policy_shift,     ///< KL and ε_π of π against π_D, by every estimator
  true_return,      ///< ν: diagnostic real episodes of π
  fresh_error,      ///< ε_m′ direct, on the transitions since the last fit, and a pair for the slope
  model_error,      ///< ε_m after a fit: the configured estimator at the configured ρ
  full_error,       ///< ε_m by all three estimators, the resolution profile, validation
  model_return,     ///< ν̂ from true initial states
  branched_return,  ///< ν̂_branch(k) from diagnostic real episodes of π_D
};

/// One of them at work, a unit of a few tens of milliseconds at a time. The state must stay as it is meanwhile, but for
/// its streams `measure` and `measure_noise` and its evaluation environment, which are the estimate's own while it
/// lasts. So an estimate that was given up can be begun again with the same random numbers and ends the same.
class EstimateAtWork {
 public:
  virtual ~EstimateAtWork() = default;
  /// False when all is measured.
  virtual bool step(TrainingState& state) = 0;
  /// Then: into the row, into state.measurement and its records.
  virtual void record(TrainingState& state, MetricRow& row) = 0;
};

std::unique_ptr<EstimateAtWork> beginEstimate(Estimate estimate, TrainingState& state);

// Its makers, each in the file of its name.
std::unique_ptr<EstimateAtWork> beginPolicyShift(TrainingState& state);
std::unique_ptr<EstimateAtWork> beginModelError(Estimate estimate, TrainingState& state);
std::unique_ptr<EstimateAtWork> beginReturn(Estimate estimate, TrainingState& state);

}  // namespace mbpo
