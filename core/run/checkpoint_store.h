#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace run {

/// A checkpoint: the trainer's file, and how long each *.jsonl file was when it was taken. What stands behind those
/// lengths is dropped on resume, so that the continued run neither repeats nor misses a row.
struct Checkpoint {
  std::filesystem::path file;  ///< the trainer's, inside `<run>/checkpoint`
  std::int64_t real_steps = 0, updates = 0;
  std::map<std::string, std::uint64_t> bytes;  ///< by file name
};

/// The folder `<run>/checkpoint` holds the trainer's files 1.pt, 2.pt, … of the last two checkpoints, the rows of the
/// buffers (data/row_log.h), and current.json, which names the checkpoints in force. A new one is written under a name
/// of its own; then current.json is replaced atomically, and only then the oldest goes. A crash at any moment therefore
/// leaves a whole checkpoint with the lengths that belong to it, and one before it, should its file be damaged later.
///
/// Those in force, newest first; empty when there has been none yet. Throws base::Error when current.json is damaged.
std::vector<Checkpoint> findCheckpoints(const std::filesystem::path& run_directory);
std::optional<Checkpoint> newestCheckpoint(const std::filesystem::path& run_directory);

std::filesystem::path checkpointFolder(const std::filesystem::path& run_directory);

/// Where the next checkpoint's trainer file belongs; creates the folder.
std::filesystem::path nextCheckpointFile(const std::filesystem::path& run_directory);

/// Puts a checkpoint, whose trainer file is written, in force, ahead of `previous`.
void commitCheckpoint(const std::filesystem::path& run_directory, const Checkpoint& checkpoint,
                      const std::optional<Checkpoint>& previous);

}  // namespace run
