#include "ui/bridge/latest_values.h"

namespace bridge {

void LatestValues::update(const run::History& history) {
  for (int i = 0; i < mbpo::kMetricCount; ++i) {
    const auto slot = static_cast<std::size_t>(i);
    fresh_.clear();
    cursors_[slot] = history.read(static_cast<mbpo::Metric>(i), cursors_[slot], fresh_);
    if (!fresh_.empty()) values_[slot] = fresh_.back();
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
