#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "base/file_descriptor.h"

namespace data {

class ReplayBuffer;

/// A stretch of consecutive rows in a file of a RowLog, with the checksum that they had when they were written.
struct RowSegment {
  std::string file;            ///< name inside the log's folder
  std::int64_t first_row = 0;  ///< the number of its first row, by ReplayBuffer::taken
  std::int64_t rows = 0;
  std::uint32_t crc32 = 0;  ///< of those rows' bytes

  std::int64_t end() const { return first_row + rows; }
  bool operator==(const RowSegment&) const = default;
};

/// What a replay buffer holds, on disk, so that saving it costs what is new in it, however large it is. The files
/// `<name>-<number of the first row>[.<n>].rows` hold plain float32 rows and are only ever appended to. What counts in
/// them is said by the segments, which whoever makes a checkpoint keeps: bytes behind a segment are what a killed
/// program wrote after its last checkpoint. A log that goes on from segments therefore begins a file of its own.
///
/// One log of a name writes into a folder at a time; one owner thread. Throws base::Error (a full disk, a folder gone);
/// then nothing that a checkpoint counts on is harmed, and the call may be repeated.
class RowLog {
 public:
  RowLog(std::filesystem::path folder, std::string name, std::vector<RowSegment> segments = {});

  /// Rows of the buffer that are not in the log yet.
  std::int64_t rowsBehind(const ReplayBuffer& buffer) const;
  /// Writes them, and forgets segments of which the buffer holds no row any more.
  void append(const ReplayBuffer& buffer);
  /// On the disk when this returns. Removes the files that neither the segments now nor those at the last `sync` name:
  /// the last two checkpoints stay readable.
  void sync();

  const std::vector<RowSegment>& segments() const { return segments_; }

 private:
  std::int64_t end() const { return segments_.empty() ? 0 : segments_.back().end(); }
  void beginFile(std::int64_t first_row);
  void syncFile() const;
  void write(const float* rows, std::int64_t count, std::int64_t width);
  void removeOthers(const std::set<std::string>& named) const;

  std::filesystem::path folder_;
  std::string name_;
  std::vector<RowSegment> segments_;
  base::FileDescriptor file_;  ///< the last segment's, when this log has begun it
  std::set<std::string> synced_files_;
};

/// Rows [count, width] numbered from `first_row` on. Throws base::Error, which names the file, when one is missing,
/// too short, or altered.
at::Tensor readRows(const std::filesystem::path& folder, const std::vector<RowSegment>& segments,
                    std::int64_t first_row, std::int64_t count, std::int64_t width);

}  // namespace data
