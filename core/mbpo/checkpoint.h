#pragma once

#include <filesystem>
#include <memory>

namespace mbpo {

struct TrainingState;

/// Everything a run depends on. One archive (LibTorch's zip format, checksummed) holds a JSON header with configuration,
/// counters, random streams and the environment's state, and one named tensor per network and optimiser; it is written
/// atomically. The buffers' rows lie in files beside it, which the header names and which the checkpoints of one run
/// share, so that a checkpoint writes only the rows that are new (data/row_log.h): a folder belongs to one run.
/// Throws base::Error.
void writeCheckpoint(TrainingState& state, const std::filesystem::path& file);

/// Throws base::Error that names the file when it is missing, damaged, or newer than this program. Older ones are read
/// too: version 1, from before stage 6 estimated the theory (what that stage knows then starts empty), and version 2,
/// with the rows inside.
std::unique_ptr<TrainingState> readCheckpoint(const std::filesystem::path& file);

}  // namespace mbpo
