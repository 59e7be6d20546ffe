#include "run/append_file.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace run {
namespace {

[[noreturn]] void fail(const char* action, const std::filesystem::path& path) {
  throw base::Error(std::string("cannot ") + action + " " + path.string() + ": " + std::strerror(errno));
}

}  // namespace

AppendFile::AppendFile(std::filesystem::path path)
    : path_(std::move(path)), descriptor_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644)) {
  struct stat info {};
  if (!descriptor_.isOpen() || ::fstat(descriptor_.get(), &info) != 0) fail("open", path_);
  size_ = static_cast<std::uint64_t>(info.st_size);
}

void AppendFile::add(std::string_view line) {
  waiting_ += line;
  waiting_ += '\n';
}

void AppendFile::flush() {
  std::size_t written = 0;
  while (written < waiting_.size()) {
    const ssize_t n = ::write(descriptor_.get(), waiting_.data() + written, waiting_.size() - written);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      waiting_.erase(0, written);
      fail("write", path_);
    }
    size_ += static_cast<std::uint64_t>(n);
    written += static_cast<std::size_t>(n);
  }
  waiting_.clear();
}

void AppendFile::sync() {
  flush();
  if (::fsync(descriptor_.get()) != 0) fail("sync", path_);
}

void AppendFile::cut(std::uint64_t bytes) {
  if (bytes >= size_) return;
  if (::ftruncate(descriptor_.get(), static_cast<off_t>(bytes)) != 0) fail("shorten", path_);
  size_ = bytes;
}

}  // namespace run
