#pragma once

#include <vector>

#include "bench/benchmark.h"

namespace bench {

/// The products that training consists of, each thread with matrices of its own, and a copy of memory: what no engine
/// can beat on this machine. One result for each shape and precision.
std::vector<Result> measureRoofResults(int threads);

/// The fp32 roof at this moment, GFLOP/s: the fastest of the same products, timed within a tenth of a second. Clocks
/// and neighbours change within minutes, so each case is held against the mean of one reading before it and one after
/// it.
double measureFp32Roof(int threads);

}  // namespace bench
