#include "run/directory_lock.h"

#include <fcntl.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace run {
namespace {

constexpr const char* kLockFile = "lock";

/// The whole file, as an open-file-description lock: unlike the classic POSIX lock it does not vanish when some other
/// part of the program opens and closes the same file, and unlike flock it can be asked about without being taken.
struct flock wholeFile(short type) {
  struct flock range {};
  range.l_type = type;
  range.l_whence = SEEK_SET;
  return range;
}

}  // namespace

DirectoryLock::DirectoryLock(const std::filesystem::path& directory) {
  const std::filesystem::path file = directory / kLockFile;
  descriptor_ = base::FileDescriptor(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (!descriptor_.isOpen()) throw base::Error("cannot open " + file.string() + ": " + std::strerror(errno));
  struct flock range = wholeFile(F_WRLCK);
  if (::fcntl(descriptor_.get(), F_OFD_SETLK, &range) == 0) return;
  if (errno == EAGAIN || errno == EACCES) {
    throw base::Error(
        "the run " + directory.string() +
        " is being written by another program or window: stop it there first, or choose another directory");
  }
  throw base::Error("cannot lock " + file.string() + ": " + std::strerror(errno));
}

bool isLocked(const std::filesystem::path& directory) {
  const base::FileDescriptor file(::open((directory / kLockFile).c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.isOpen()) return false;
  struct flock range = wholeFile(F_RDLCK);
  return ::fcntl(file.get(), F_OFD_GETLK, &range) == 0 && range.l_type != F_UNLCK;
}

}  // namespace run
