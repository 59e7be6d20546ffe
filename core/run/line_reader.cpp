#include "run/line_reader.h"

#include <fcntl.h>

#include <array>

#include "base/file_descriptor.h"

namespace run {
namespace fs = std::filesystem;
namespace {

std::string readAt(int descriptor, std::uint64_t offset, std::size_t length) {
  std::string content(length, '\0');
  std::size_t filled = 0;
  while (filled < length) {
    const ssize_t n =
        ::pread(descriptor, content.data() + filled, length - filled, static_cast<off_t>(offset + filled));
    if (n <= 0) break;  // shorter than it was a moment ago: the rest comes with a later poll
    filled += static_cast<std::size_t>(n);
  }
  content.resize(filled);
  return content;
}

}  // namespace

bool LineReader::wasRewritten(int descriptor, std::uint64_t size) const {
  if (size < offset_) return true;
  return readAt(descriptor, offset_ - last_line_.size(), last_line_.size()) != last_line_;
}

void LineReader::poll(const std::function<void()>& rewound, const Take& take) {
  std::error_code missing;
  const std::uint64_t size = fs::file_size(path_, missing);
  if (missing) return;
  const auto time = fs::last_write_time(path_, missing);
  if (size == seen_size_ && time == seen_time_) return;
  const base::FileDescriptor file(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.isOpen()) return;
  if (wasRewritten(file.get(), size)) {
    offset_ = 0;
    lines_ = 0;
    last_line_.clear();
    rewound();
  }
  const std::string content = readAt(file.get(), offset_, static_cast<std::size_t>(size - offset_));
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = content.find('\n', begin)) != std::string::npos; begin = end + 1) {
    take(std::string_view(content).substr(begin, end - begin), ++lines_);
    last_line_ = content.substr(begin, end + 1 - begin);
  }
  offset_ += begin;
  seen_size_ = size;
  seen_time_ = time;
}

}  // namespace run
