#pragma once

#include <string_view>

namespace measure {

/// Every measured number says how it was obtained. These names go into files and onto charts; no tensor here.

/// ε_π per state: TV(π ‖ π_D) of the two Gaussians before the squash (tanh is a bijection: the TV is the same).
enum class ShiftEstimator {
  pinsker,  ///< upper bound min(√(KL/2), 1), the textbook's
  combined,  ///< upper bound min(√(KL/2), √(1 − e^{−KL}), 1): Pinsker, or Bretagnolle–Huber where that is lower
  monte_carlo,  ///< unbiased E_{a∼π_D}[(1 − π(a)/π_D(a))₊]
};

/// ε_m per transition, at a resolution ρ (see resolution_kernel.h).
enum class ModelErrorEstimator {
  resolution_tv,  ///< unbiased Monte-Carlo TV between the smoothed truth and the smoothed elites' mixture
  pinsker_nll,    ///< upper bound min(√(KL/2), √(1 − e^{−KL}), 1) from the KL of the same pair
  ensemble_tv,    ///< mean TV over pairs of elites; needs no truth, and does not see an error that all elites share
};

/// Discounted returns, each over the same horizon.
enum class ReturnEstimator {
  true_return,      ///< ν: π in the real environment
  model_return,     ///< ν̂: π in the model from true initial states
  branched_return,  ///< ν̂_branch(k): π_D for real, then π for k model steps
};

/// Over the sampled states: the theorems ask for the maximum.
enum class Aggregation { max, p95, mean };

std::string_view name(ShiftEstimator estimator);
std::string_view name(ModelErrorEstimator estimator);
std::string_view name(ReturnEstimator estimator);
std::string_view name(Aggregation aggregation);

}  // namespace measure
