#include "run/history_reader.h"

#include <algorithm>

#include "base/error.h"
#include "run/json_lines.h"

namespace run {

HistoryReader::HistoryReader(const std::filesystem::path& directory, History& history)
    : history_(history), measurements_(directory / kMeasurementFile), events_(directory / kEventFile) {
  for (const mbpo::Stream stream : mbpo::kStreams) {
    rows_.push_back({stream, LineReader(directory / rowFileName(stream))});
  }
}

bool HistoryReader::poll() {
  anything_new_ = false;
  for (RowFile& file : rows_) {
    file.lines.poll([&] { file.known_until = file.last; },
                    [&](std::string_view line, std::size_t number) { takeRow(file, line, number); });
  }
  measurements_.poll([] {}, [&](std::string_view line, std::size_t number) { takeMeasurement(line, number); });
  events_.poll([&] { events_rewound_ = true; },
               [&](std::string_view line, std::size_t number) { takeEvent(line, number); });
  return anything_new_;
}

void HistoryReader::takeRow(RowFile& file, std::string_view line, std::size_t number) {
  try {
    const mbpo::MetricRow row = rowFromLine(line, file.stream);
    const Stamp stamp{row.real_steps, row.updates};
    if (stamp <= file.known_until) return;
    history_.append(row);
    file.last = stamp;
    newest_step_ = std::max(newest_step_, row.real_steps);
    newest_time_ = std::max(newest_time_, row.wall_seconds);
    anything_new_ = true;
  } catch (const base::Error& error) {
    reportUnreadable(file.lines.path(), number, error.what());
  }
}

void HistoryReader::takeMeasurement(std::string_view line, std::size_t number) {
  try {
    mbpo::MeasurementRecord record = mbpo::measurementFromLine(line);
    if (record.serial <= newest_serial_) return;
    newest_serial_ = record.serial;
    history_.append(std::move(record));
    anything_new_ = true;
  } catch (const base::Error& error) {
    reportUnreadable(measurements_.path(), number, error.what());
  }
}

void HistoryReader::takeEvent(std::string_view line, std::size_t number) {
  const bool known = !known_events_.emplace(line).second;
  if (known && events_rewound_) return;
  try {
    history_.append(eventFromLine(line));
    anything_new_ = true;
  } catch (const base::Error& error) {
    reportUnreadable(events_.path(), number, error.what());
  }
}

void HistoryReader::reportUnreadable(const std::filesystem::path& file, std::size_t number, const char* why) {
  Event event;
  event.kind = EventKind::warning;
  event.real_steps = newest_step_;
  event.wall_seconds = newest_time_;
  event.text =
      "Line " + std::to_string(number) + " of " + file.string() + " cannot be read (" + why + "); it is left out.";
  history_.append(std::move(event));
  anything_new_ = true;
}

}  // namespace run
