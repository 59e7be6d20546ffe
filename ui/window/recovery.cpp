#include "ui/window/recovery.h"

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include "run/checkpoint_store.h"

namespace window {

std::optional<InterruptedRun> findInterruptedRun(const std::filesystem::path& runs_folder) {
  try {
    const std::vector<run::RunSummary> runs = run::listRuns(runs_folder);  // newest first
    if (runs.empty() || runs.front().status != "interrupted") return std::nullopt;
    InterruptedRun interrupted{runs.front(), std::nullopt};
    if (const auto checkpoint = run::newestCheckpoint(interrupted.summary.directory)) {
      interrupted.checkpoint_step = checkpoint->real_steps;
    }
    return interrupted;
  } catch (const std::exception&) {
    return std::nullopt;  // an unreadable folder has nothing to recover; opening a run by hand says why
  }
}

void RecoverySearch::look(const std::filesystem::path& runs_folder) {
  QThreadPool::globalInstance()->start([search = QPointer<RecoverySearch>(this), runs_folder] {
    const auto run = findInterruptedRun(runs_folder);
    if (!run) return;
    // The pool thread may outlive the window: the call is made only if the search still lives.
    QMetaObject::invokeMethod(
        qApp,
        [search, run = *run] {
          if (search) Q_EMIT search->found(run);
        },
        Qt::QueuedConnection);
  });
}

}  // namespace window
