#include "app/cli/picture.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

#include "base/error.h"

namespace cli {
namespace fs = std::filesystem;

void drawPicture(const fs::path& source, const fs::path& picture) {
  std::string program = (fs::read_symlink("/proc/self/exe").parent_path() / "mbpo-workbench").string();
  const std::string failure = "cannot draw " + picture.string() + ": ";
  if (!fs::exists(program)) throw base::Error(failure + program + " is missing; build it, or leave the picture out");
  ::setenv("QT_QPA_PLATFORM", "offscreen", /*overwrite=*/1);
  std::string report = "--report", from = fs::absolute(source).string(), to = fs::absolute(picture).string();
  char* const arguments[] = {program.data(), report.data(), from.data(), to.data(), nullptr};
  pid_t child = 0;
  if (const int problem = ::posix_spawn(&child, program.c_str(), nullptr, nullptr, arguments, environ); problem != 0) {
    throw base::Error(failure + std::strerror(problem));
  }
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw base::Error(failure + "mbpo-workbench says why above");
}

}  // namespace cli
