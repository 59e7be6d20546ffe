#include "ui/window/run_controller.h"

#include "base/error.h"
#include "base/resources.h"

namespace window {
namespace {

constexpr const char* kExample = "examples/inverted_pendulum";

}  // namespace

RunController::RunController(bridge::SessionBridge& bridge, bridge::ParameterBoard& board,
                             std::filesystem::path runs_folder, QObject* parent)
    : QObject(parent), bridge_(bridge), board_(board), runs_folder_(std::move(runs_folder)) {}

bool RunController::start(bool then_step) {
  run::SessionOptions options;
  options.configuration = board_.configuration();
  options.pauses_on_trouble = true;
  options.start_paused = then_step;
  try {
    options.directory = run::newRunDirectory(runs_folder_, options.configuration);
  } catch (const base::Error& error) {
    Q_EMIT bridge_.failed(QString::fromStdString(error.what()));
    return false;
  }
  if (!bridge_.start(std::move(options))) return false;
  if (then_step) bridge_.stepInterval();
  Q_EMIT started();
  return true;
}

void RunController::run() {
  if (bridge_.training()) {
    bridge_.resume();
  } else {
    start(false);
  }
}

void RunController::pause() { bridge_.pause(); }

void RunController::step() {
  if (bridge_.training()) {
    bridge_.stepInterval();
  } else {
    start(true);
  }
}

void RunController::stop() { bridge_.stop(); }

void RunController::open(const QString& directory) {
  if (bridge_.training() && bridge_.state().directory == directory) return;  // on screen already
  if (bridge_.open(directory.toStdString()) && bridge_.state().configuration) {
    board_.adopt(*bridge_.state().configuration);
  }
}

void RunController::continueRun(const QString& directory) {
  run::SessionOptions options;
  options.directory = directory.toStdString();
  options.resume = true;
  options.pauses_on_trouble = true;
  if (bridge_.start(std::move(options))) Q_EMIT started();
}

void RunController::clear() { bridge_.clear(); }

bool RunController::openExample() {
  const auto directory = base::resourceDirectory() / kExample;
  if (!std::filesystem::exists(directory / "config.json")) return false;
  return bridge_.open(directory, true);
}

}  // namespace window
