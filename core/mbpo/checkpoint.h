#pragma once

#include <filesystem>
#include <memory>

namespace mbpo {

struct TrainingState;

/// Everything a run depends on in one archive (LibTorch's zip format, checksummed): a JSON header with configuration,
/// counters, random streams and the environment's state, and one named tensor per network, optimiser and buffer.
/// Written atomically. Throws base::Error.
void writeCheckpoint(const TrainingState& state, const std::filesystem::path& file);

/// Throws base::Error that names the file when it is missing, damaged, or newer than this program. Version 1, from
/// before stage 6 estimated the theory, is read too: what that stage knows then starts empty.
std::unique_ptr<TrainingState> readCheckpoint(const std::filesystem::path& file);

}  // namespace mbpo
