#include "run/run_directory.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <tuple>

#include "base/atomic_file.h"
#include "base/error.h"
#include "mbpo/parameter_registry.h"
#include "mbpo/rollout_policy.h"
#include "run/status_file.h"

namespace run {
namespace fs = std::filesystem;
namespace {

/// `runs/x/` names the folder x as `runs/x` does.
std::string folderName(const fs::path& directory) {
  const fs::path clean = fs::absolute(directory).lexically_normal();
  return (clean.has_filename() ? clean : clean.parent_path()).filename().string();
}

/// A star that cannot be read must not hide its run.
Annotation annotationOrNone(const fs::path& directory) {
  try {
    return readAnnotation(directory);
  } catch (const base::Error&) {
    return {};
  }
}

std::string localTimestamp() {
  const std::time_t now = std::time(nullptr);
  std::tm fields{};
  ::localtime_r(&now, &fields);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y%m%d-%H%M%S", &fields);
  return text.data();
}

}  // namespace

RunSummary readSummary(const fs::path& directory) {
  const mbpo::Configuration configuration = readConfiguration(directory);
  const StatusRecord record = readStatus(directory);
  RunSummary summary;
  summary.directory = directory;
  summary.name = folderName(directory);
  summary.environment = configuration.environment;
  summary.preset = configuration.preset;
  summary.seed = configuration.seed;
  summary.status = effectiveStatus(directory, record);
  summary.real_steps = record.real_steps;
  summary.total_steps = record.total_steps;
  summary.epoch = record.epoch;
  summary.best_return = record.best_return;
  summary.last_return = record.last_return;
  summary.wall_seconds = record.wall_seconds;
  summary.started = record.started;
  summary.rollout_policy = mbpo::rolloutPolicyText(configuration);
  summary.annotation = annotationOrNone(directory);
  return summary;
}

std::vector<RunSummary> listRuns(const fs::path& folder, std::vector<std::string>* problems) {
  std::vector<RunSummary> runs;
  std::error_code unreadable;
  for (const auto& entry : fs::directory_iterator(folder, unreadable)) {
    std::error_code ignored;
    if (!fs::exists(entry.path() / "config.json", ignored)) continue;  // some other folder, not a broken run
    try {
      runs.push_back(readSummary(entry.path()));
    } catch (const base::Error& error) {
      if (problems != nullptr) problems->push_back(error.what());
    }
  }
  std::sort(runs.begin(), runs.end(), [](const RunSummary& a, const RunSummary& b) {
    return std::tie(a.started, a.name) > std::tie(b.started, b.name);
  });
  return runs;
}

mbpo::Configuration readConfiguration(const fs::path& directory) {
  const fs::path file = directory / "config.json";
  if (!fs::is_directory(directory)) throw base::Error("there is no run directory " + directory.string());
  if (!fs::exists(file)) throw base::Error(directory.string() + " is no run: config.json is missing");
  return mbpo::configurationFromJson(base::readFile(file), file.string());
}

fs::path newRunDirectory(const fs::path& runs_folder, const mbpo::Configuration& configuration) {
  const std::string stem = fs::path(configuration.environment).stem().string() + "-" + configuration.preset + "-s" +
                           std::to_string(configuration.seed) + "-" + localTimestamp();
  fs::path candidate = runs_folder / stem;
  for (int n = 2; fs::exists(candidate); ++n) candidate = runs_folder / (stem + "-" + std::to_string(n));
  return candidate;
}

}  // namespace run
