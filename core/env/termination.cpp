#include "env/termination.h"

namespace env {

bool isWithin(const HealthyRange& range, double x) {
  const bool above = range.includes_low ? x >= range.low : x > range.low;
  const bool below = range.includes_high ? x <= range.high : x < range.high;
  return above && below;
}

bool hasTerminated(const std::vector<HealthyRange>& healthy, const mjModel& model, const mjData& data) {
  std::vector<double> x;
  for (const HealthyRange& range : healthy) {
    x.resize(static_cast<std::size_t>(range.of.size()));
    evaluate(range.of, model, data, x);
    for (const double value : x) {
      if (!isWithin(range, value)) return true;
    }
  }
  return false;
}

}  // namespace env
