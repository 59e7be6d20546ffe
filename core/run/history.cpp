#include "run/history.h"

#include <utility>

namespace run {

void History::append(const mbpo::MetricRow& row) {
  const std::lock_guard lock(mutex_);
  const auto moment = static_cast<std::uint32_t>(moments_.size());
  moments_.push_back({static_cast<double>(row.real_steps), static_cast<double>(row.updates), row.wall_seconds});
  for (const auto& [metric, value] : row.values) {
    Series& series = series_[static_cast<std::size_t>(metric)];
    series.moments.push_back(moment);
    series.values.push_back(value);
  }
  ++revision_;
}

void History::append(mbpo::MeasurementRecord record) {
  const std::lock_guard lock(mutex_);
  measurements_.push_back(std::move(record));
  ++revision_;
}

void History::append(Event event) {
  const std::lock_guard lock(mutex_);
  events_.push_back(std::move(event));
  ++revision_;
}

namespace {

template <class Item>
std::size_t copyFrom(const std::vector<Item>& items, std::size_t from, std::vector<Item>& out) {
  if (from < items.size()) out.insert(out.end(), items.begin() + static_cast<std::ptrdiff_t>(from), items.end());
  return items.size();
}

}  // namespace

std::size_t History::read(mbpo::Metric metric, std::size_t from, std::vector<Point>& out) const {
  const std::lock_guard lock(mutex_);
  const Series& series = series_[static_cast<std::size_t>(metric)];
  for (std::size_t i = from; i < series.values.size(); ++i) {
    const Moment& moment = moments_[series.moments[i]];
    out.push_back({moment.real_steps, moment.updates, moment.wall_seconds, series.values[i]});
  }
  return series.values.size();
}

std::size_t History::readMeasurements(std::size_t from, std::vector<mbpo::MeasurementRecord>& out) const {
  const std::lock_guard lock(mutex_);
  return copyFrom(measurements_, from, out);
}

std::size_t History::readEvents(std::size_t from, std::vector<Event>& out) const {
  const std::lock_guard lock(mutex_);
  return copyFrom(events_, from, out);
}

std::uint64_t History::revision() const {
  const std::lock_guard lock(mutex_);
  return revision_;
}

}  // namespace run
