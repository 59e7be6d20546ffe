#include "ui/bridge/latest_values.h"

#include <tuple>

namespace bridge {
namespace {

bool isBefore(const run::Point& a, const run::Point& b) {
  return std::tie(a.real_steps, a.updates, a.wall_seconds) < std::tie(b.real_steps, b.updates, b.wall_seconds);
}

}  // namespace

void LatestValues::update(const run::History& history) {
  for (int i = 0; i < mbpo::kMetricCount; ++i) {
    const auto slot = static_cast<std::size_t>(i);
    fresh_.clear();
    cursors_[slot] = history.read(static_cast<mbpo::Metric>(i), cursors_[slot], fresh_);
    // A recorded run is read file by file: the last point read need not be the newest.
    for (const run::Point& point : fresh_) {
      if (!values_[slot] || !isBefore(point, *values_[slot])) values_[slot] = point;
    }
  }
}

void LatestValues::clear() {
  values_.fill(std::nullopt);
  cursors_.fill(0);
}

std::optional<run::Point> LatestValues::of(mbpo::Metric metric) const {
  return values_[static_cast<std::size_t>(metric)];
}

}  // namespace bridge
