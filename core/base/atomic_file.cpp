#include "base/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "base/error.h"
#include "base/file_descriptor.h"

namespace base {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void fail(const char* action, const fs::path& path) {
  throw Error(std::string("cannot ") + action + " " + path.string() + ": " + std::strerror(errno));
}

void writeAll(int descriptor, std::string_view content, const fs::path& path) {
  std::size_t written = 0;
  while (written < content.size()) {
    const ssize_t n = ::write(descriptor, content.data() + written, content.size() - written);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail("write", path);
    written += static_cast<std::size_t>(n);
  }
}

FileDescriptor openFile(const fs::path& path, int flags, const char* action) {
  FileDescriptor file(::open(path.c_str(), flags | O_CLOEXEC, 0644));
  if (!file.isOpen()) fail(action, path);
  return file;
}

}  // namespace

void replaceFileAtomically(const fs::path& path, const std::function<void(const fs::path&)>& write) {
  fs::path temporary = path;
  temporary += ".tmp-" + std::to_string(::getpid());
  try {
    write(temporary);
    const FileDescriptor file = openFile(temporary, O_RDONLY, "open");
    if (::fsync(file.get()) != 0) fail("flush", temporary);
    if (::rename(temporary.c_str(), path.c_str()) != 0) fail("replace", path);
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
  // Some filesystems refuse to flush a folder; the rename itself is already atomic there.
  const fs::path folder = path.parent_path();
  const FileDescriptor folder_file =
      openFile(folder.empty() ? fs::path(".") : folder, O_RDONLY | O_DIRECTORY, "open folder");
  ::fsync(folder_file.get());
}

void writeFileAtomically(const fs::path& path, std::string_view content) {
  replaceFileAtomically(path, [&](const fs::path& temporary) {
    const FileDescriptor file = openFile(temporary, O_WRONLY | O_CREAT | O_TRUNC, "create");
    writeAll(file.get(), content, temporary);
  });
}

std::string readFile(const fs::path& path) {
  std::error_code ignored;
  if (fs::is_directory(path, ignored)) {
    errno = EISDIR;
    fail("read", path);
  }
  std::ifstream stream(path, std::ios::binary);
  if (!stream) fail("read", path);
  std::ostringstream content;
  content << stream.rdbuf();
  if (stream.bad()) fail("read", path);
  return std::move(content).str();
}

}  // namespace base
