#include "base/resources.h"

#include <cstdlib>

#include "base/error.h"

namespace base {
namespace fs = std::filesystem;

fs::path resourceDirectory() {
  if (const char* chosen = std::getenv("MBPO_RESOURCES"); chosen && *chosen) return chosen;
  std::error_code ignored;
  const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
  const fs::path installed = program.parent_path() / "../share/mbpo-workbench";
  if (fs::is_directory(installed, ignored)) return installed;
  return WORKBENCH_RESOURCE_DIR;
}

fs::path resourceFile(std::string_view relative) {
  const fs::path path = resourceDirectory() / relative;
  if (!fs::exists(path)) {
    throw Error("missing resource file " + path.string() +
                "; set MBPO_RESOURCES to the workbench's resources folder");
  }
  return path;
}

}  // namespace base
