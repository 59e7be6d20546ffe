#pragma once

#include <filesystem>
#include <memory>

#include "mbpo/frozen_model.h"

namespace run {

/// <run>/model.cbor
std::filesystem::path modelFile(const std::filesystem::path& run_directory);
/// Replaces model.cbor atomically. Throws base::Error.
void writeModel(const std::filesystem::path& run_directory, const mbpo::FrozenModel& model);
/// Throws base::Error naming the file when it is missing, damaged, or of another version.
std::shared_ptr<const mbpo::FrozenModel> readModel(const std::filesystem::path& run_directory);

}  // namespace run
