#include "base/atomic_file.h"
#include "run/history_reader.h"
#include "run/run_directory.h"

namespace run {

struct RunFollower::Files {
  explicit Files(std::filesystem::path directory)
      : path(std::move(directory)), summary(readSummary(path)), reader(path, history) {}

  std::filesystem::path path;
  RunSummary summary;
  History history;
  HistoryReader reader;
};

RunFollower::RunFollower(std::filesystem::path directory) : files_(std::make_unique<Files>(std::move(directory))) {}
RunFollower::~RunFollower() = default;

bool RunFollower::poll() {
  // The status first: rows may be newer than it, never older.
  RunSummary summary = readSummary(files_->path);
  const bool status_is_new =
      summary.status != files_->summary.status || summary.real_steps != files_->summary.real_steps;
  files_->summary = std::move(summary);
  const bool rows_are_new = files_->reader.poll();
  return rows_are_new || status_is_new;
}

const History& RunFollower::history() const { return files_->history; }
RunSummary RunFollower::summary() const { return files_->summary; }

}  // namespace run
