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

/// The runs below one folder, newest first, finished ones and those that any process is writing. The folder is read
/// on a pool thread every two seconds while the list is watched, so a slow disk never holds up the window.
class RunListModel : public QAbstractListModel {
  Q_OBJECT

 public:
  enum Role { directory_role = Qt::UserRole, environment_role, best_role, detail_role, status_role, search_role };

  explicit RunListModel(std::filesystem::path folder, QObject* parent = nullptr);

  const std::filesystem::path& folder() const { return folder_; }
  void refreshSoon();
  /// False stops looking at the folder (nobody sees the list).
  void setWatched(bool watched);
  const run::RunSummary& summary(int row) const { return runs_[static_cast<std::size_t>(row)]; }

  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;

 private:
  struct Reading {
    std::atomic<bool> busy = false;
    base::Mailbox<std::vector<run::RunSummary>> runs;
  };

  void look();
  void take(const std::vector<run::RunSummary>& found);

  std::filesystem::path folder_;
  std::vector<run::RunSummary> runs_;
  std::shared_ptr<Reading> reading_ = std::make_shared<Reading>();  ///< outlives us in a pool thread
  std::shared_ptr<const std::vector<run::RunSummary>> taken_;
  QTimer timer_;
};

/// "inverted_pendulum · interactive · seed 1".
QString runTitle(const run::RunSummary& summary);
/// "interactive · seed 1 · 3 000 of 4 000 steps · 4 min 10 s".
QString runDetail(const run::RunSummary& summary);

}  // namespace models
