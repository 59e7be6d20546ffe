#pragma once

#include <array>
#include <optional>

#include "run/history.h"

namespace bridge {

/// The newest point of every metric, kept up to date with one cursor each. GUI thread.
class LatestValues {
 public:
  /// Reads what is new.
  void update(const run::History& history);
  void clear();

  /// Null before the first value.
  std::optional<run::Point> of(mbpo::Metric metric) const;

 private:
  std::array<std::optional<run::Point>, mbpo::kMetricCount> values_;
  std::array<std::size_t, mbpo::kMetricCount> cursors_{};
  std::vector<run::Point> fresh_;
};

}  // namespace bridge
