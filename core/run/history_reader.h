#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "run/history.h"
#include "run/line_reader.h"

namespace run {

/// Appends to a History what a run directory's *.jsonl files say, as they grow. A History never forgets, so when a
/// resumed run goes back to its checkpoint the rows that it records again are passed over until they are new.
/// One owner thread.
class HistoryReader {
 public:
  HistoryReader(const std::filesystem::path& directory, History& history);
  bool poll();  ///< true if anything was new

 private:
  using Stamp = std::pair<std::int64_t, std::int64_t>;  ///< real steps, updates

  struct RowFile {
    mbpo::Stream stream;
    LineReader lines;
    Stamp last{-1, -1};
    Stamp known_until{-1, -1};  ///< rows up to here are in the history already; after a rewind only
  };

  void takeRow(RowFile& file, std::string_view line, std::size_t number);
  void takeMeasurement(std::string_view line, std::size_t number);
  void takeEvent(std::string_view line, std::size_t number);
  void reportUnreadable(const std::filesystem::path& file, std::size_t number, const char* why);

  History& history_;
  std::vector<RowFile> rows_;
  LineReader measurements_, events_;
  std::int64_t newest_serial_ = -1;  ///< of a measurement; the same one again after a rewind is known
  bool events_rewound_ = false;
  std::unordered_set<std::string> known_events_;
  std::int64_t newest_step_ = 0;
  double newest_time_ = 0;
  bool anything_new_ = false;
};

}  // namespace run
