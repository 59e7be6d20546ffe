#pragma once

#include <vector>

#include "bench/benchmark.h"

namespace bench {

// The cases by what they exercise. Sizes are those of the `paper` preset on hopper unless a name says otherwise.

std::vector<Case> learningCases(const Options& options);  ///< SAC update, ensemble step, fit epoch, holdout
std::vector<Case> rolloutCases(const Options& options);   ///< branched rollouts
std::vector<Case> dataCases();                            ///< replay insertion and sampling
std::vector<Case> environmentCases();                     ///< a real step of every task
std::vector<Case> runCases(const Options& options);       ///< measurement, checkpoint, snapshot, one interval

}  // namespace bench
