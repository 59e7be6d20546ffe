#pragma once

#include <functional>

namespace bench {

/// Wall-clock times of one piece of work, repeated: the median and the middle four fifths.
struct Timing {
  double median_ms = 0, p10_ms = 0, p90_ms = 0;
  int repetitions = 0;
};

/// How long to go on: `least` repetitions, then until `seconds` are spent or `most` are reached.
struct Effort {
  int least = 5, most = 400;
  double seconds = 1.0;
};

/// Runs `work` once unmeasured (caches, allocations, first-use compilation), then measures.
Timing measureTiming(const std::function<void()>& work, Effort effort);

}  // namespace bench
