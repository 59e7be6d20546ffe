#include "run/checkpoint_store.h"

#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/error.h"

namespace run {
namespace fs = std::filesystem;
namespace {

using Json = nlohmann::ordered_json;
constexpr int kFormat = 1;

fs::path folder(const fs::path& run_directory) { return run_directory / "checkpoint"; }
fs::path currentFile(const fs::path& run_directory) { return folder(run_directory) / "current.json"; }

fs::path otherSlot(const fs::path& file) { return file.parent_path() / (file.filename() == "a.pt" ? "b.pt" : "a.pt"); }

}  // namespace

std::optional<Checkpoint> findCheckpoint(const fs::path& run_directory) {
  const fs::path current = currentFile(run_directory);
  if (!fs::exists(current)) return std::nullopt;
  Checkpoint checkpoint;
  try {
    const Json json = Json::parse(base::readFile(current));
    if (json.at("format").get<int>() > kFormat) {
      throw base::Error(current.string() + " was written by a newer version of this program: use that one");
    }
    checkpoint.file = folder(run_directory) / fs::path(json.at("file").get<std::string>()).filename();
    checkpoint.real_steps = json.at("real_steps");
    checkpoint.updates = json.at("updates");
    for (const auto& [name, length] : json.at("bytes").items()) checkpoint.bytes[name] = length;
  } catch (const Json::exception& error) {
    throw base::Error(current.string() + " is damaged: " + error.what());
  }
  if (!fs::exists(checkpoint.file)) {
    throw base::Error("the checkpoint " + checkpoint.file.string() + " is missing: the run cannot be continued");
  }
  return checkpoint;
}

fs::path nextCheckpointFile(const fs::path& run_directory) {
  std::error_code problem;
  fs::create_directory(folder(run_directory), problem);  // not its parents: a run that was deleted stays deleted
  if (problem) throw base::Error("cannot create " + folder(run_directory).string() + ": " + problem.message());
  const auto current = findCheckpoint(run_directory);
  return current ? otherSlot(current->file) : folder(run_directory) / "a.pt";
}

void commitCheckpoint(const fs::path& run_directory, const Checkpoint& checkpoint) {
  Json bytes = Json::object();
  for (const auto& [name, length] : checkpoint.bytes) bytes[name] = length;
  const Json json{{"format", kFormat},
                  {"file", checkpoint.file.filename().string()},
                  {"real_steps", checkpoint.real_steps},
                  {"updates", checkpoint.updates},
                  {"bytes", bytes}};
  base::writeFileAtomically(currentFile(run_directory), json.dump(1) + "\n");
  std::error_code ignored;  // an old file that stays costs disk space, nothing else
  fs::remove_all(otherSlot(checkpoint.file), ignored);
}

}  // namespace run
