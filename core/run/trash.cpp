#include "run/trash.h"

#include <string>
#include <vector>

#include "base/error.h"
#include "run/directory_lock.h"
#include "run/status_file.h"

namespace run {
namespace fs = std::filesystem;
namespace {

constexpr const char* kTrash = ".trash";

/// `runs/x/` means the same folder as `runs/x`.
fs::path withoutSlash(const fs::path& directory) {
  const fs::path clean = directory.lexically_normal();
  return clean.has_filename() ? clean : clean.parent_path();
}

fs::path freePlace(const fs::path& folder, const std::string& name) {
  fs::path place = folder / name;
  for (int n = 2; fs::exists(place); ++n) place = folder / (name + "-" + std::to_string(n));
  return place;
}

void requireRun(const fs::path& directory) {
  if (!fs::exists(directory / "config.json")) {
    throw base::Error(directory.string() + " is no run: config.json is missing");
  }
}

/// Another machine's writer may hold no lock that is seen here, but its heartbeat is.
void refuseLiving(const fs::path& directory) {
  std::string status;
  try {
    status = effectiveStatus(directory, readStatus(directory));
  } catch (const base::Error&) {
    return;  // a broken run may be put away
  }
  if (status == "running" || status == "paused") {
    throw base::Error("the run " + directory.string() + " is " + (status == "running" ? "training" : status) +
                      ": stop it before moving it to the trash");
  }
}

fs::path move(const fs::path& directory, const fs::path& folder) {
  // Held while it moves, so that nobody begins to write halfway.
  const DirectoryLock lock(directory);
  const fs::path place = freePlace(folder, directory.filename().string());
  fs::rename(directory, place);
  return place;
}

}  // namespace

fs::path trashFolder(const fs::path& runs_folder) { return runs_folder / kTrash; }

fs::path moveToTrash(const fs::path& run_directory) {
  const fs::path directory = withoutSlash(run_directory);
  try {
    requireRun(directory);
    refuseLiving(directory);
    const fs::path trash = trashFolder(directory.parent_path());
    fs::create_directories(trash);
    return move(directory, trash);
  } catch (const fs::filesystem_error& error) {
    throw base::Error("cannot move " + directory.string() + " to the trash: " + error.code().message());
  }
}

fs::path restoreFromTrash(const fs::path& trashed_directory) {
  const fs::path directory = withoutSlash(trashed_directory);
  if (directory.parent_path().filename() != kTrash) {
    throw base::Error(directory.string() + " does not lie in a trash folder: it needs no restoring");
  }
  try {
    requireRun(directory);
    return move(directory, directory.parent_path().parent_path());
  } catch (const fs::filesystem_error& error) {
    throw base::Error("cannot restore " + directory.string() + ": " + error.code().message());
  }
}

int emptyTrash(const fs::path& runs_folder) {
  const fs::path trash = trashFolder(runs_folder);
  std::error_code missing;
  std::vector<fs::path> runs;
  for (const auto& entry : fs::directory_iterator(trash, missing)) {
    if (fs::exists(entry.path() / "config.json", missing)) runs.push_back(entry.path());
  }
  for (const fs::path& run : runs) {
    std::error_code failed;
    fs::remove_all(run, failed);
    if (failed) throw base::Error("cannot delete " + run.string() + ": " + failed.message());
  }
  fs::remove(trash, missing);  // only when nothing else lies there
  return static_cast<int>(runs.size());
}

}  // namespace run
