#pragma once

#include <string>
#include <string_view>

#include "mbpo/metric.h"
#include "run/history.h"

namespace run {

/// One line of a run's *.jsonl files, and back. A row is
///
///     {"real_steps": 1000, "updates": 10000, "epoch": 1, "wall_seconds": 12.5, "<metric>": 0.25, …}
///
/// JSON has no word for non-finite numbers: NaN is null, the infinities are the strings "Infinity" and "-Infinity".
/// Every JSON parser accepts that, and `pandas.read_json(file, lines=True)` makes NaN and ±inf of them.
/// An event is {"kind", "real_steps", "wall_seconds", "ticket"?, "key"?, "old"?, "new"?, "text"}.
std::string toLine(const mbpo::MetricRow& row);
std::string toLine(const Event& event);

/// Metric names that this version does not know are passed over. Throw base::Error saying what is wrong.
mbpo::MetricRow rowFromLine(std::string_view line, mbpo::Stream stream);
Event eventFromLine(std::string_view line);

std::string_view eventKindName(EventKind kind);

/// Where they stand in a run directory: "samples.jsonl", and the events' own file.
std::string rowFileName(mbpo::Stream stream);
inline constexpr const char* kEventFile = "events.jsonl";
inline constexpr const char* kMeasurementFile = "measurements.jsonl";  ///< mbpo/measurement_record.h

}  // namespace run
