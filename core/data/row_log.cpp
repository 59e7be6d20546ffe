#include "data/row_log.h"

#include <ATen/ATen.h>
#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

#include "base/error.h"
#include "data/replay_buffer.h"

namespace data {
namespace fs = std::filesystem;
namespace {

constexpr std::int64_t kBytesPerFile = 32 << 20;  // so much more than the buffer holds may lie on the disk
constexpr const char* kEnding = ".rows";

[[noreturn]] void fail(const char* action, const fs::path& file) {
  throw base::Error(std::string("cannot ") + action + " " + file.string() + ": " + std::strerror(errno));
}

std::int64_t bytesOf(std::int64_t rows, std::int64_t width) {
  return rows * width * static_cast<std::int64_t>(sizeof(float));
}

std::uint32_t continueChecksum(std::uint32_t crc, const void* bytes, std::int64_t count) {
  return static_cast<std::uint32_t>(::crc32_z(crc, static_cast<const Bytef*>(bytes), static_cast<z_size_t>(count)));
}

}  // namespace

RowLog::RowLog(fs::path folder, std::string name, std::vector<RowSegment> segments)
    : folder_(std::move(folder)), name_(std::move(name)), segments_(std::move(segments)) {
  for (const RowSegment& segment : segments_) synced_files_.insert(segment.file);
}

std::int64_t RowLog::rowsBehind(const ReplayBuffer& buffer) const {
  return std::min(buffer.size(), buffer.taken() - end());
}

void RowLog::append(const ReplayBuffer& buffer) {
  WORKBENCH_CHECK(end() <= buffer.taken(), "the log ends at row " + std::to_string(end()) + ", the buffer at row " +
                                               std::to_string(buffer.taken()));
  const std::int64_t oldest = buffer.taken() - buffer.size();
  const auto overwritten = [oldest](const RowSegment& segment) { return segment.end() <= oldest; };
  if (!segments_.empty() && overwritten(segments_.back())) file_ = base::FileDescriptor();
  std::erase_if(segments_, overwritten);
  const std::int64_t width = buffer.layout().width();
  std::int64_t behind = rowsBehind(buffer);
  while (behind > 0) {
    if (!file_.isOpen() || bytesOf(segments_.back().rows, width) >= kBytesPerFile) beginFile(buffer.taken() - behind);
    const std::int64_t room = std::max<std::int64_t>(1, kBytesPerFile / bytesOf(1, width) - segments_.back().rows);
    const std::span<const float> stretch = buffer.rowsFrom(buffer.size() - behind);
    const std::int64_t count = std::min({behind, room, static_cast<std::int64_t>(stretch.size()) / width});
    write(stretch.data(), count, width);
    behind -= count;
  }
}

void RowLog::beginFile(std::int64_t first_row) {
  syncFile();
  const std::string stem = name_ + "-" + std::to_string(first_row);
  std::string file = stem + kEnding;
  for (int attempt = 1;; ++attempt) {
    file_ = base::FileDescriptor(::open((folder_ / file).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
    if (file_.isOpen()) {
      segments_.push_back({file, first_row, 0, 0});
      return;
    }
    if (errno != EEXIST) fail("create", folder_ / file);
    file = stem + "." + std::to_string(attempt) + kEnding;
  }
}

// At the segment's own end, whatever a write that failed has left behind it.
void RowLog::write(const float* rows, std::int64_t count, std::int64_t width) {
  RowSegment& segment = segments_.back();
  const auto* bytes = reinterpret_cast<const char*>(rows);
  const std::int64_t total = bytesOf(count, width), start = bytesOf(segment.rows, width);
  for (std::int64_t written = 0; written < total;) {
    const ssize_t n =
        ::pwrite(file_.get(), bytes + written, static_cast<std::size_t>(total - written), start + written);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail("write", folder_ / segment.file);
    written += n;
  }
  segment.crc32 = continueChecksum(segment.crc32, bytes, total);
  segment.rows += count;
}

void RowLog::syncFile() const {
  if (file_.isOpen() && ::fdatasync(file_.get()) != 0) fail("sync", folder_ / segments_.back().file);
}

void RowLog::sync() {
  syncFile();
  std::set<std::string> files;
  for (const RowSegment& segment : segments_) files.insert(segment.file);
  std::set<std::string> named = std::exchange(synced_files_, files);
  named.merge(files);
  removeOthers(named);
}

void RowLog::removeOthers(const std::set<std::string>& named) const {
  std::error_code ignored;  // a file that stays costs disk space, nothing else
  for (const auto& entry : fs::directory_iterator(folder_, ignored)) {
    const std::string file = entry.path().filename().string();
    if (file.starts_with(name_ + "-") && file.ends_with(kEnding) && !named.contains(file)) {
      fs::remove(entry.path(), ignored);
    }
  }
}

at::Tensor readRows(const fs::path& folder, const std::vector<RowSegment>& segments, std::int64_t first_row,
                    std::int64_t count, std::int64_t width) {
  std::vector<at::Tensor> parts{at::empty({0, width}, at::kFloat)};
  std::int64_t next = first_row;
  for (const RowSegment& segment : segments) {
    const fs::path path = folder / fs::path(segment.file).filename();
    const auto length = static_cast<std::uintmax_t>(bytesOf(segment.rows, width));
    std::error_code problem;
    if (const auto found = fs::file_size(path, problem); problem || found < length) {
      throw base::Error(path.string() + (problem ? " is missing" : " is too short") +
                        ": the checkpoint that names it cannot be used");
    }
    at::Tensor rows = at::empty({segment.rows, width}, at::kFloat);
    std::ifstream(path, std::ios::binary)
        .read(static_cast<char*>(rows.data_ptr()), static_cast<std::streamsize>(length));
    if (continueChecksum(0, rows.data_ptr(), static_cast<std::int64_t>(length)) != segment.crc32) {
      throw base::Error(path.string() + " was altered: its checksum does not match the checkpoint that names it");
    }
    if (next >= segment.end()) continue;
    if (next < segment.first_row) break;  // a gap
    parts.push_back(rows.slice(0, next - segment.first_row));
    next = segment.end();
  }
  if (next != first_row + count) {
    throw base::Error("the row files in " + folder.string() + " end at row " + std::to_string(next) + ", not at row " +
                      std::to_string(first_row + count) + ": the checkpoint cannot be used");
  }
  return at::cat(parts);
}

}  // namespace data
