#pragma once

#include <cstdint>
#include <span>

#include "measure/episode.h"
#include "measure/estimator.h"
#include "measure/model_rollout.h"

namespace measure {

/// Every return is a sum over t < H of γ^t r_t, with H the first time at which γ^H < 1e-3, or the task's time limit
/// where that comes first.
std::int64_t calcReturnHorizon(double discount, std::int64_t time_limit);  ///< γ in [0, 1), limit ≥ 1

/// What lies beyond n steps is at most  Σ_{t≥n} γ^t r_max = γ^n r_max/(1−γ).
double calcTailBound(double discount, std::int64_t n, double r_max);

/// Σ_{t<n} γ^t r_t over the given n rewards.
double calcDiscountedReturn(std::span<const double> rewards, double discount);

/// A mean discounted return, in reward units.
struct ReturnEstimate {
  ReturnEstimator estimator = ReturnEstimator::true_return;
  std::int64_t rollout_length = 0;  ///< k of branched_return; 0 elsewhere
  double value = 0;                 ///< NaN without samples
  double standard_error = 0;        ///< over independent samples; NaN below two
  std::int64_t samples = 0;         ///< episodes (true, branched) or model trajectories
  std::int64_t not_finite = 0;      ///< model trajectories dropped because the model predicted NaN or infinity
  std::int64_t model_steps = 0;
  std::int64_t horizon = 0;  ///< H
  double tail_bound = 0;     ///< mean bound on what was cut off: nothing is, where the task itself ended
};

/// ν: mean over episodes of the stochastic policy of Σ_{t<H} γ^t r_t.
ReturnEstimate calcTrueReturn(std::span<const Episode> episodes, double discount, std::int64_t horizon, double r_max);

/// ν̂ from a finished rollout of H model steps from true initial states: mean over trajectories of Σ_{t<H} γ^t r̂_t.
ReturnEstimate calcModelReturn(const ModelRollout& rollout, double discount, double r_max);

}  // namespace measure
