#include "mbpo/buffer_checkpoint.h"

#include <ATen/ATen.h>

#include <nlohmann/json.hpp>

#include "mbpo/training_state.h"

namespace mbpo {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t kBytesBehind = 8 << 20;  // a few milliseconds of writing

BufferLogs& logsIn(TrainingState& state, const std::filesystem::path& folder) {
  if (!state.buffer_logs || state.buffer_logs->folder != folder) {
    state.buffer_logs = BufferLogs{folder, {folder, "D_env"}, {folder, "D_model"}};
  }
  return *state.buffer_logs;
}

Json toJson(const data::ReplayBuffer& buffer, const data::RowLog& log) {
  Json segments = Json::array();
  for (const data::RowSegment& segment : log.segments()) {
    segments.push_back(
        {{"file", segment.file}, {"first_row", segment.first_row}, {"rows", segment.rows}, {"crc32", segment.crc32}});
  }
  return {{"rows", buffer.size()}, {"taken", buffer.taken()}, {"segments", segments}};
}

data::RowLog restore(data::ReplayBuffer& buffer, const Json& json, const std::filesystem::path& folder,
                     const char* name) {
  std::vector<data::RowSegment> segments;
  for (const Json& segment : json.at("segments")) {
    segments.push_back({segment.at("file"), segment.at("first_row"), segment.at("rows"), segment.at("crc32")});
  }
  const std::int64_t rows = json.at("rows"), taken = json.at("taken");
  buffer.restore(data::readRows(folder, segments, taken - rows, rows, buffer.layout().width()), taken);
  return {folder, name, std::move(segments)};
}

}  // namespace

Json saveBuffers(TrainingState& state, const std::filesystem::path& folder) {
  BufferLogs& logs = logsIn(state, folder);
  logs.env.append(state.env_buffer);
  logs.model.append(state.model_buffer);
  logs.env.sync();
  logs.model.sync();
  return {{"D_env", toJson(state.env_buffer, logs.env)}, {"D_model", toJson(state.model_buffer, logs.model)}};
}

void restoreBuffers(TrainingState& state, const Json& json, const std::filesystem::path& folder) {
  state.buffer_logs = BufferLogs{folder, restore(state.env_buffer, json.at("D_env"), folder, "D_env"),
                                 restore(state.model_buffer, json.at("D_model"), folder, "D_model")};
}

void writeRowsAhead(TrainingState& state, const std::filesystem::path& folder) {
  BufferLogs& logs = logsIn(state, folder);
  const std::int64_t rows = kBytesBehind / (state.layout.width() * static_cast<std::int64_t>(sizeof(float)));
  if (logs.env.rowsBehind(state.env_buffer) > rows) logs.env.append(state.env_buffer);
  if (logs.model.rowsBehind(state.model_buffer) > rows) logs.model.append(state.model_buffer);
}

}  // namespace mbpo
