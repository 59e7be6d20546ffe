#pragma once

#include <QObject>
#include <filesystem>

#include "ui/bridge/parameter_board.h"

namespace window {

/// What the transport keys and the run list mean: start, resume, pause, step, stop, open, train on.
class RunController : public QObject {
  Q_OBJECT

 public:
  RunController(bridge::SessionBridge& bridge, bridge::ParameterBoard& board, std::filesystem::path runs_folder,
                QObject* parent = nullptr);

  const std::filesystem::path& runsFolder() const { return runs_folder_; }

  /// Resumes a paused run; else starts a new one with the board's configuration.
  void run();
  void pause();
  /// One model_train_interval of real steps. Starts a run paused after its first one when none is going on.
  void step();
  void stop();
  /// Shows a recorded run; its settings become those of the next run.
  void open(const QString& directory);
  /// Trains on from a run's checkpoint.
  void continueRun(const QString& directory);
  void clear();
  /// The bundled recorded example, if there is one.
  bool openExample();

 Q_SIGNALS:
  void started();

 private:
  bool start(bool then_step);

  bridge::SessionBridge& bridge_;
  bridge::ParameterBoard& board_;
  std::filesystem::path runs_folder_;
};

}  // namespace window
