#pragma once

#include <mujoco/mjdata.h>
#include <mujoco/mjmodel.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace env {

struct ModelDeleter {
  void operator()(mjModel* model) const noexcept;
};
struct DataDeleter {
  void operator()(mjData* data) const noexcept;
};
using ModelPointer = std::unique_ptr<mjModel, ModelDeleter>;
using DataPointer = std::unique_ptr<mjData, DataDeleter>;

/// Compiles an MJCF file. Throws base::Error with MuJoCo's own reason when the file is missing or wrong.
ModelPointer loadModel(const std::filesystem::path& path);
/// The state of one simulation of `model`; it never crosses a thread.
DataPointer makeData(const mjModel& model);

/// From now on MuJoCo's fatal errors are thrown as base::Error through its C frames (discard the mjData or context
/// that was in use), and its warnings are collected instead of written to MUJOCO_LOG.TXT. Any thread, any number of
/// times; loadModel calls it.
void installMujocoHandlers();
/// The warnings since the last call, oldest first (at most 100 are kept). Any thread.
std::vector<std::string> takeMujocoWarnings();

}  // namespace env
