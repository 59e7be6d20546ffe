#pragma once

#include <QAbstractTableModel>
#include <memory>
#include <vector>

#include "run/episode_archive.h"

namespace rollouts {

/// The episodes that a run has kept, oldest first. Sort by kSortRole: numbers as numbers.
class EpisodeModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column { step, epoch, kind, episode_return, length, end, column_count };
  static constexpr int kSortRole = Qt::UserRole;
  static constexpr int kIdRole = Qt::UserRole + 1;

  using QAbstractTableModel::QAbstractTableModel;
  void setEpisodes(std::shared_ptr<const std::vector<run::KeptEpisode>> episodes);

  const run::KeptEpisode* find(const QString& id) const;
  const run::KeptEpisode* at(int row) const;
  int rowOf(const QString& id) const;  ///< −1: not there
  /// Of the evaluation episodes, or of all where there are none.
  QString newest() const, best() const, worst() const;

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : column_count; }
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::shared_ptr<const std::vector<run::KeptEpisode>> episodes_;
  QString newest_, best_, worst_;
};

QString endText(run::EpisodeEnd end);
/// "evaluation · step 2 500 · epoch 9 · return 873.2 · 1 000 steps · time limit"
QString episodeText(const run::KeptEpisode& episode);

}  // namespace rollouts
