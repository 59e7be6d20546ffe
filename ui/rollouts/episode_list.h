#pragma once

#include <QSortFilterProxyModel>
#include <QTableView>

#include "ui/rollouts/episode_model.h"

namespace rollouts {

/// The kept episodes as a sortable table; a row chosen by pointer or keys is told. Newest first at the beginning.
class EpisodeList : public QTableView {
  Q_OBJECT

 public:
  explicit EpisodeList(QWidget* parent = nullptr);

  /// Keeps the chosen row where it is still there.
  void setEpisodes(std::shared_ptr<const std::vector<run::KeptEpisode>> episodes);
  const EpisodeModel& episodes() const { return model_; }
  QString chosen() const;
  /// Without telling.
  void choose(const QString& id);
  /// To the row above (−1) or below (1), as sorted; tells.
  void move(int by);
  bool canMove(int by) const;
  int heightForRows(int rows) const;

 Q_SIGNALS:
  void chosenByHand(const QString& id);

 private:
  EpisodeModel model_;
  QSortFilterProxyModel sorted_;
  bool quiet_ = false;
};

}  // namespace rollouts
