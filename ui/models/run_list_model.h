#pragma once

#include <QAbstractListModel>
#include <QTimer>
#include <atomic>
#include <filesystem>
#include <memory>
#include <vector>

#include "base/mailbox.h"
#include "run/run_directory.h"

namespace models {

class ComparedRuns;
class RunShelf;

/// The runs below one folder, newest first, finished ones and those that any process is writing. The folder is read
/// on a pool thread every two seconds while the list is watched, so a slow disk never holds up the window.
class RunListModel : public QAbstractListModel {
  Q_OBJECT

 public:
  enum Role {
    directory_role = Qt::UserRole,
    environment_role,
    best_role,      ///< "best 1000"; empty before the first evaluation
    last_role,      ///< "last 99.7"; empty likewise
    state_role,     ///< "training · seed 1 · k 1→15"
    progress_role,  ///< "interactive · 4 min 10 s · 3 000 of 4 000 steps"; no steps once all are made
    status_role,    ///< as in files: "running"
    starred_role,   ///< bool, may be set
    note_role       ///< may be set, also by Qt::EditRole
  };

  explicit RunListModel(std::filesystem::path folder, QObject* parent = nullptr);

  const std::filesystem::path& folder() const { return folder_; }
  /// Makes runs editable: star and note.
  void setShelf(RunShelf* shelf);
  /// Makes runs checkable: ticked ones are compared.
  void setCompared(ComparedRuns* compared);
  void refreshSoon();
  /// False stops looking at the folder (nobody sees the list).
  void setWatched(bool watched);
  const run::RunSummary& summary(int row) const { return runs_[static_cast<std::size_t>(row)]; }

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  bool setData(const QModelIndex& index, const QVariant& value, int role) override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;

 private:
  struct Reading {
    std::atomic<bool> busy = false;
    base::Mailbox<std::vector<run::RunSummary>> runs;
  };

  void look();
  void take(const std::vector<run::RunSummary>& found);

  std::filesystem::path folder_;
  RunShelf* shelf_ = nullptr;
  ComparedRuns* compared_ = nullptr;
  std::vector<run::RunSummary> runs_;
  std::shared_ptr<Reading> reading_ = std::make_shared<Reading>();  ///< outlives us in a pool thread
  std::shared_ptr<const std::vector<run::RunSummary>> taken_;
  QTimer timer_;
  bool once_more_ = false;  ///< what is being read now was asked for too early
};

/// "inverted_pendulum · interactive · k 1→15 · seed 1".
QString runTitle(const run::RunSummary& summary);

}  // namespace models
