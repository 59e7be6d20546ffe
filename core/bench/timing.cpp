#include "bench/timing.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <vector>

namespace bench {
namespace {

double quantile(const std::vector<double>& sorted, double share) {
  return sorted[static_cast<std::size_t>(std::lround(share * static_cast<double>(sorted.size() - 1)))];
}

}  // namespace

Timing measureTiming(const std::function<void()>& work, Effort effort) {
  using Clock = std::chrono::steady_clock;
  if (effort.least > 1) work();
  std::vector<double> milliseconds;
  const auto start = Clock::now();
  const auto spent = [&] { return std::chrono::duration<double>(Clock::now() - start).count(); };
  while (static_cast<int>(milliseconds.size()) < effort.least ||
         (static_cast<int>(milliseconds.size()) < effort.most && spent() < effort.seconds)) {
    const auto begin = Clock::now();
    work();
    milliseconds.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
  }
  std::sort(milliseconds.begin(), milliseconds.end());
  return {quantile(milliseconds, 0.5), quantile(milliseconds, 0.1), quantile(milliseconds, 0.9),
          static_cast<int>(milliseconds.size())};
}

}  // namespace bench
