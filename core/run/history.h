#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "mbpo/measurement_record.h"
#include "mbpo/metric.h"

namespace run {

/// One recorded value with its three possible abscissae.
struct Point {
  double real_steps = 0, updates = 0, wall_seconds = 0;
  double value = 0;  ///< may be NaN or infinite: shown as a break, never dropped
};

enum class EventKind { parameter_applied, parameter_refused, note, warning, alarm, checkpoint };

/// Something that happened at a step: parameter changes (drawn as markers), log lines, alarms, checkpoints.
struct Event {
  EventKind kind = EventKind::note;
  std::int64_t real_steps = 0;
  double wall_seconds = 0;
  std::uint64_t ticket = 0;               ///< of the command that asked for it; 0: none
  std::string key, old_value, new_value;  ///< parameter events
  std::string text;                       ///< a sentence for people
  std::string check{};                    ///< id of the health check that it raises or settles; empty: none
};

/// The append-only record of one run, in memory. One thread appends (the session's worker or a follower's poll);
/// any thread reads what is new since its own cursor. Nothing is ever changed or removed.
class History {
 public:
  void append(const mbpo::MetricRow& row);
  void append(mbpo::MeasurementRecord record);
  void append(Event event);

  /// Appends to `out` all points of a metric from index `from` on; returns the next index to ask from.
  std::size_t read(mbpo::Metric metric, std::size_t from, std::vector<Point>& out) const;
  std::size_t readMeasurements(std::size_t from, std::vector<mbpo::MeasurementRecord>& out) const;
  std::size_t readEvents(std::size_t from, std::vector<Event>& out) const;

  /// Grows by one with every append: compare it to see whether anything is new.
  std::uint64_t revision() const;

 private:
  /// Values of a row share its moment, so that a value takes 12 bytes instead of a Point's 32.
  struct Moment {
    double real_steps, updates, wall_seconds;
  };
  struct Series {
    std::vector<std::uint32_t> moments;  ///< of each value, by index
    std::vector<double> values;
  };

  mutable std::mutex mutex_;
  std::vector<Moment> moments_;
  std::array<Series, mbpo::kMetricCount> series_;
  std::vector<mbpo::MeasurementRecord> measurements_;
  std::vector<Event> events_;
  std::uint64_t revision_ = 0;
};

}  // namespace run
