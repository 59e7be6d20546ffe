#include "ui/rollouts/episode_list.h"

#include <QHeaderView>
#include <utility>

#include "ui/panels/font_fit.h"

namespace rollouts {
namespace {

constexpr int kCellPadding = 20;

}  // namespace

EpisodeList::EpisodeList(QWidget* parent) : QTableView(parent) {
  setObjectName(QStringLiteral("episodeList"));
  setAccessibleName(tr("Kept episodes"));
  setToolTip(tr("Real episodes that the run has kept: the newest, the best, the worst, and some from all along"));
  sorted_.setSourceModel(&model_);
  sorted_.setSortRole(EpisodeModel::kSortRole);
  setModel(&sorted_);
  setSortingEnabled(true);
  sortByColumn(EpisodeModel::step, Qt::DescendingOrder);
  setSelectionBehavior(SelectRows);
  setSelectionMode(SingleSelection);
  setTabKeyNavigation(false);
  setShowGrid(false);
  setWordWrap(false);
  setCornerButtonEnabled(false);
  setAlternatingRowColors(true);
  verticalHeader()->hide();
  horizontalHeader()->setHighlightSections(false);
  horizontalHeader()->setStretchLastSection(true);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  panels::fitToFont(*this, [this] {
    const QFontMetrics metrics(QApplication::font());
    verticalHeader()->setDefaultSectionSize(metrics.height() + 6);
    // By hand: fitted to its heading, every column would have room for an arrow that only one of them shows.
    const char* longest[] = {"99 999", "Epoch\u2003", "train.", "▲ 1000.5", "Length\u2003"};
    for (int column = 0; column < EpisodeModel::end; ++column) {
      setColumnWidth(column, metrics.horizontalAdvance(QString::fromUtf8(longest[column])) + kCellPadding);
    }
  });
  connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
    if (!quiet_ && now.isValid()) Q_EMIT chosenByHand(now.data(EpisodeModel::kIdRole).toString());
  });
}

void EpisodeList::setEpisodes(std::shared_ptr<const std::vector<run::KeptEpisode>> episodes) {
  const QString kept = chosen();
  quiet_ = true;
  model_.setEpisodes(std::move(episodes));
  quiet_ = false;
  choose(kept);
}

QString EpisodeList::chosen() const { return currentIndex().data(EpisodeModel::kIdRole).toString(); }

void EpisodeList::choose(const QString& id) {
  const int row = model_.rowOf(id);
  const QModelIndex index = row < 0 ? QModelIndex() : sorted_.mapFromSource(model_.index(row, 0));
  if (index.row() == currentIndex().row() && index.isValid() == currentIndex().isValid()) return;
  const bool was_quiet = std::exchange(quiet_, true);
  setCurrentIndex(index);
  if (index.isValid()) {
    selectRow(index.row());
    scrollTo(index);
  }
  quiet_ = was_quiet;
}

bool EpisodeList::canMove(int by) const {
  const int row = currentIndex().isValid() ? currentIndex().row() + by : 0;
  return row >= 0 && row < sorted_.rowCount();
}

void EpisodeList::move(int by) {
  if (!canMove(by)) return;
  const int row = currentIndex().isValid() ? currentIndex().row() + by : 0;
  setCurrentIndex(sorted_.index(row, 0));
  selectRow(row);
}

int EpisodeList::heightForRows(int rows) const {
  return horizontalHeader()->sizeHint().height() + rows * verticalHeader()->defaultSectionSize() + 2 * frameWidth() + 2;
}

}  // namespace rollouts
