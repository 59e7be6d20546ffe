#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>

#include "data/row_log.h"

namespace mbpo {

struct TrainingState;

/// The rows of D_env and D_model, beside the checkpoints that count on them.
struct BufferLogs {
  std::filesystem::path folder;
  data::RowLog env, model;
};

/// Writes what D_env and D_model took since they were last written. Returns the part of a checkpoint's header from
/// which `restoreBuffers` reads them again. Throws base::Error.
nlohmann::json saveBuffers(TrainingState& state, const std::filesystem::path& folder);
void restoreBuffers(TrainingState& state, const nlohmann::json& json, const std::filesystem::path& folder);

/// Writes rows ahead of the next checkpoint once there are many, so that it never has many to write. Cheap to ask.
void writeRowsAhead(TrainingState& state, const std::filesystem::path& folder);

}  // namespace mbpo
