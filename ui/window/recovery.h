#pragma once

#include <QObject>
#include <filesystem>
#include <optional>

#include "run/run_directory.h"

namespace window {

/// The newest run of a folder, when its process is gone before the run was over.
struct InterruptedRun {
  run::RunSummary summary;
  std::optional<std::int64_t> checkpoint_step;  ///< where it could be trained on from; null: no checkpoint
};

/// Looks for one; any thread. Null when the newest run ended as it should, is still going on, or there is none.
std::optional<InterruptedRun> findInterruptedRun(const std::filesystem::path& runs_folder);

/// Looks once, in a pool thread, and says so in the GUI thread if there is one.
class RecoverySearch : public QObject {
  Q_OBJECT

 public:
  using QObject::QObject;
  void look(const std::filesystem::path& runs_folder);

 Q_SIGNALS:
  void found(const window::InterruptedRun& run);
};

}  // namespace window
