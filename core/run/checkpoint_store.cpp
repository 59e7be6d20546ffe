#include "run/checkpoint_store.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/error.h"

namespace run {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::ordered_json;
constexpr int kFormat = 2;  // 1: a single checkpoint, without the list
constexpr const char* kEnding = ".pt";

fs::path currentFile(const fs::path& run_directory) { return checkpointFolder(run_directory) / "current.json"; }

Checkpoint checkpointFromJson(const Json& json, const fs::path& folder) {
  Checkpoint checkpoint;
  checkpoint.file = folder / fs::path(json.at("file").get<std::string>()).filename();  // never outside the folder
  checkpoint.real_steps = json.at("real_steps");
  checkpoint.updates = json.at("updates");
  for (const auto& [name, length] : json.at("bytes").items()) checkpoint.bytes[name] = length;
  return checkpoint;
}

Json toJson(const Checkpoint& checkpoint) {
  Json bytes = Json::object();
  for (const auto& [name, length] : checkpoint.bytes) bytes[name] = length;
  return {{"file", checkpoint.file.filename().string()},
          {"real_steps", checkpoint.real_steps},
          {"updates", checkpoint.updates},
          {"bytes", bytes}};
}

int numberOf(const fs::path& file) {
  const std::string stem = file.stem().string();
  int number = 0;
  std::from_chars(stem.data(), stem.data() + stem.size(), number);
  return number;
}

void removeOthers(const fs::path& folder, const std::vector<fs::path>& kept) {
  std::error_code ignored;  // an old file that stays costs disk space, nothing else
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    const bool of_trainer = entry.path().extension() == kEnding;
    if (of_trainer && std::find(kept.begin(), kept.end(), entry.path()) == kept.end()) {
      fs::remove_all(entry.path(), ignored);
    }
  }
}

}  // namespace

fs::path checkpointFolder(const fs::path& run_directory) { return run_directory / "checkpoint"; }

std::vector<Checkpoint> findCheckpoints(const fs::path& run_directory) {
  const fs::path current = currentFile(run_directory);
  if (!fs::exists(current)) return {};
  std::vector<Checkpoint> checkpoints;
  try {
    const Json json = Json::parse(base::readFile(current));
    const int format = json.at("format");
    if (format > kFormat) {
      throw base::Error(current.string() + " was written by a newer version of this program: use that one");
    }
    for (const Json& one : format == 1 ? Json::array({json}) : json.at("checkpoints")) {
      checkpoints.push_back(checkpointFromJson(one, checkpointFolder(run_directory)));
    }
  } catch (const Json::exception& error) {
    throw base::Error(current.string() + " is damaged: " + error.what());
  }
  std::erase_if(checkpoints, [](const Checkpoint& checkpoint) { return !fs::exists(checkpoint.file); });
  if (checkpoints.empty()) {
    throw base::Error("the checkpoint that " + current.string() + " names is missing: the run cannot be continued");
  }
  return checkpoints;
}

std::optional<Checkpoint> newestCheckpoint(const fs::path& run_directory) {
  const auto checkpoints = findCheckpoints(run_directory);
  return checkpoints.empty() ? std::nullopt : std::optional(checkpoints.front());
}

fs::path nextCheckpointFile(const fs::path& run_directory) {
  const fs::path folder = checkpointFolder(run_directory);
  std::error_code problem;
  fs::create_directory(folder, problem);  // not its parents: a run that was deleted stays deleted
  if (problem) throw base::Error("cannot create " + folder.string() + ": " + problem.message());
  int number = 0;
  for (const auto& entry : fs::directory_iterator(folder)) number = std::max(number, numberOf(entry.path()));
  return folder / (std::to_string(number + 1) + kEnding);
}

void commitCheckpoint(const fs::path& run_directory, const Checkpoint& checkpoint,
                      const std::optional<Checkpoint>& previous) {
  Json checkpoints = Json::array({toJson(checkpoint)});
  std::vector<fs::path> kept{checkpoint.file};
  if (previous) {
    checkpoints.push_back(toJson(*previous));
    kept.push_back(previous->file);
  }
  const Json json{{"format", kFormat}, {"checkpoints", checkpoints}};
  base::writeFileAtomically(currentFile(run_directory), json.dump(1) + "\n");
  removeOthers(checkpointFolder(run_directory), kept);
}

}  // namespace run
