#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <optional>

#include "agent/policy.h"
#include "env/environment.h"
#include "measure/model_error.h"
#include "model/gaussian_ensemble.h"
#include "nn/noise.h"
#include "study/study_result.h"
#include "study/transition_collector.h"

namespace study {

/// What every policy of a study is measured by: the same states, kernel, initial states and noise for all of them, so
/// that differences between two points are smaller than either one's standard error.
struct Yardstick {
  env::Environment* environment = nullptr;  ///< for diagnostic episodes only
  std::vector<double> action_low, action_high;
  const agent::Policy* behaviour_policy = nullptr;  ///< π_D
  at::Tensor s;                                     ///< states of π_D's data, for KL and ε_π [S, n_s]
  at::Tensor sigma_y;                 ///< σ_y over all of π_D's data, whatever part of it a model saw [n_out]
  measure::ModelErrorSettings error;  ///< one estimator, one ρ
  Quota quota;                        ///< of fresh transitions
  std::uint64_t seed = 0;
};

/// One policy against one frozen model, a few tens of milliseconds at a time:
///
///     1. KL(π ‖ π_D) and ε_π over s
///     2. whole real episodes of π: diagnostic steps, seen by no model
///     3. ε_m′ and RMSE of the model on `quota.rows` of those transitions, drawn at random
///
/// All that is referred to must outlive it and stay as it is.
class PolicyMeasurement {
 public:
  PolicyMeasurement(const Yardstick& yardstick, const agent::Policy& policy, const model::GaussianEnsemble& ensemble);

  /// False when the point is complete.
  bool step();
  const StudyPoint& point() const { return point_; }  ///< but for `policy` and `updates`, which are the caller's
  std::int64_t diagnosticSteps() const { return collector_.steps(); }
  double progress() const { return collector_.progress(); }

 private:
  void beginErrors();
  void recordErrors();

  const Yardstick* yardstick_;
  const model::GaussianEnsemble* ensemble_;
  TransitionCollector collector_;
  nn::Noise noise_;
  std::optional<measure::ModelErrorSweep> sweep_;
  StudyPoint point_;
};

/// √(mean over rows and varying dimensions of ((μ̄ − y)/σ_y)²) with μ̄ the elites' mean; its standard error by the delta
/// method over rows.
Measured measureRmse(const model::GaussianEnsemble& ensemble, const ModelData& data, const at::Tensor& sigma_y);

}  // namespace study
