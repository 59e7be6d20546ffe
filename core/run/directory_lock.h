#pragma once

#include <filesystem>

#include "base/file_descriptor.h"

namespace run {

/// Only one writer may own a run directory. The kernel releases the lock with the process, however that ends, so that
/// it also tells readers whether a run's process still lives.
class DirectoryLock {
 public:
  /// Throws base::Error when another process (or another session of this one) holds it.
  explicit DirectoryLock(const std::filesystem::path& directory);

 private:
  base::FileDescriptor descriptor_;
};

/// Whether somebody holds the lock now. Takes nothing, so that it never stands in a writer's way.
bool isLocked(const std::filesystem::path& directory);

}  // namespace run
