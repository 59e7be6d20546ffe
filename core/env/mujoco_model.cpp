#include "env/mujoco_model.h"

#include <mujoco/mujoco.h>

#include <mutex>
#include <utility>

#include "base/error.h"

namespace env {
namespace {

constexpr std::size_t kKeptWarnings = 100;  // a diverging run warns at every step; the first ones tell the story

std::mutex warnings_mutex;
std::vector<std::string>& warnings() {
  static std::vector<std::string> list;
  return list;
}

void throwError(const char* message) { throw base::Error(std::string("MuJoCo: ") + message); }

void collectWarning(const char* message) {
  const std::lock_guard lock(warnings_mutex);
  if (warnings().size() < kKeptWarnings) warnings().emplace_back(message);
}

}  // namespace

void installMujocoHandlers() {
  static std::once_flag once;
  std::call_once(once, [] {
    mju_user_error = throwError;
    mju_user_warning = collectWarning;
  });
}

std::vector<std::string> takeMujocoWarnings() {
  const std::lock_guard lock(warnings_mutex);
  return std::exchange(warnings(), {});
}

void ModelDeleter::operator()(mjModel* model) const noexcept { mj_deleteModel(model); }
void DataDeleter::operator()(mjData* data) const noexcept { mj_deleteData(data); }

ModelPointer loadModel(const std::filesystem::path& path) {
  installMujocoHandlers();
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) {
    throw base::Error("no model file " + path.string() + "; give the path of an MJCF (.xml) file");
  }
  char reason[1000] = "";  // the least that mj_loadXML's documentation asks for
  ModelPointer model(mj_loadXML(path.c_str(), nullptr, reason, sizeof reason));
  if (!model) throw base::Error(path.string() + ": MuJoCo cannot compile this model: " + reason);
  return model;
}

DataPointer makeData(const mjModel& model) {
  DataPointer data(mj_makeData(&model));
  if (!data) throw base::Error("MuJoCo cannot allocate the simulation state of this model");
  return data;
}

}  // namespace env
