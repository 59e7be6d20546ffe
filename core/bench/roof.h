#pragma once

#include <vector>

#include "bench/benchmark.h"

namespace bench {

/// The products that training consists of, each thread with matrices of its own, and a copy of memory: what no engine
/// can beat on this machine. One result for each shape and precision.
std::vector<Result> measureRoofResults(int threads);

/// The largest rates among those.
Roof summariseRoof(const std::vector<Result>& results);

}  // namespace bench
