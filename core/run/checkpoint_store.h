#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace run {

/// A checkpoint in force: the trainer's file, and how long each *.jsonl file was when it was taken. What stands behind
/// those lengths is dropped on resume, so that the continued run neither repeats nor misses a row.
struct Checkpoint {
  std::filesystem::path file;  ///< the trainer's, inside `<run>/checkpoint`
  std::int64_t real_steps = 0, updates = 0;
  std::map<std::string, std::uint64_t> bytes;  ///< by file name
};

/// The folder `<run>/checkpoint` holds current.json, which names one of two trainer files, a.pt and b.pt. A new
/// checkpoint is written to the other one; then current.json is replaced atomically, and only then the old file goes.
/// A crash at any moment therefore leaves a whole checkpoint with the lengths that belong to it.
///
/// The one in force, or nothing when there has been none yet. Throws base::Error when it is damaged.
std::optional<Checkpoint> findCheckpoint(const std::filesystem::path& run_directory);

/// Where the next checkpoint's trainer file belongs; creates the folder.
std::filesystem::path nextCheckpointFile(const std::filesystem::path& run_directory);

/// Puts a checkpoint, whose trainer file is written, in force.
void commitCheckpoint(const std::filesystem::path& run_directory, const Checkpoint& checkpoint);

}  // namespace run
