#include "ui/rollouts/score_table.h"

#include <QFrame>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>
#include <array>
#include <utility>

#include "ui/models/number_text.h"
#include "ui/panels/font_fit.h"
#include "ui/rollouts/rollout_figures.h"
#include "ui/rollouts/table_export.h"

namespace rollouts {
namespace {

struct Head {
  const char *title, *tip;
};

constexpr std::array<Head, ScoreModel::column_count> kHeads{{
    {"Output", "Change of an observation in one step, or the reward"},
    {"R²", "1 − MSE/σ_y²: 1 is perfect, 0 no better than the mean"},
    {"NLL", "Nats, in units of σ_y, mean over members: lower is better"},
    {"RMSE", "Of the members' mean, in units of σ_y"},
}};

}  // namespace

void ScoreModel::setComparison(std::shared_ptr<const inspect::Comparison> comparison) {
  const bool same_rows = comparison_ && comparison && comparison_->scores.size() == comparison->scores.size();
  if (same_rows) {
    comparison_ = std::move(comparison);
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, column_count - 1));
    return;
  }
  beginResetModel();
  comparison_ = std::move(comparison);
  endResetModel();
}

int ScoreModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() || !comparison_ ? 0 : static_cast<int>(comparison_->scores.size());
}

QVariant ScoreModel::data(const QModelIndex& index, int role) const {
  if (role == Qt::TextAlignmentRole) {
    return int((index.column() == output ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
  }
  if (role != Qt::DisplayRole && role != kSortRole) return {};
  const inspect::DimensionScore& score = comparison_->scores.at(static_cast<std::size_t>(index.row()));
  const auto number = [role](double value) {
    return role == kSortRole ? QVariant(value) : QVariant(models::shortText(value));
  };
  switch (index.column()) {
    case output: return role == kSortRole ? QVariant(index.row()) : QVariant(QString::fromStdString(score.name));
    case r2: return role == kSortRole ? QVariant(score.r2) : QVariant(scoreText(score.r2));
    case nll: return number(score.nll);
    case rmse: return number(score.rmse);
    default: return {};
  }
}

QVariant ScoreModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || section < 0 || section >= column_count) return {};
  const Head& head = kHeads.at(static_cast<std::size_t>(section));
  if (role == Qt::DisplayRole) return tr(head.title);
  if (role == Qt::ToolTipRole) return tr(head.tip);
  if (role == Qt::TextAlignmentRole)
    return int((section == output ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
  return {};
}

charts::CsvTable ScoreModel::table() const {
  return [comparison = comparison_](charts::CsvWriter& csv) {
    csv.heads({u"output", u"r2", u"nll", u"rmse", u"n"});
    if (!comparison) return;
    for (const inspect::DimensionScore& score : comparison->scores) {
      csv.key(QString::fromStdString(score.name)).number(score.r2).number(score.nll).number(score.rmse);
      csv.integer(score.n).endRow();
    }
  };
}

ScoreTable::ScoreTable(QWidget* parent) : QWidget(parent), table_(new QTableView(this)), basis_(new QLabel(this)) {
  setObjectName(QStringLiteral("scoreCard"));
  auto* card = new QFrame(this);
  card->setProperty("card", true);
  auto* title = new QLabel(tr("One step, output by output"), card);
  panels::setRelativeFont(*title, 1, QFont::DemiBold);
  basis_->setObjectName(QStringLiteral("scoreBasis"));
  basis_->setProperty("tone", QStringLiteral("muted"));
  panels::setRelativeFont(*basis_, 0.86);
  sorted_.setSourceModel(&model_);
  sorted_.setSortRole(ScoreModel::kSortRole);
  table_->setObjectName(QStringLiteral("scoreTable"));
  table_->setAccessibleName(tr("One-step quality of every output"));
  table_->setToolTip(tr("A chosen row is shown by the charts; the heads say what a column is"));
  table_->setModel(&sorted_);
  table_->setSortingEnabled(true);
  table_->sortByColumn(ScoreModel::output, Qt::AscendingOrder);
  table_->setSelectionBehavior(QAbstractItemView::SelectRows);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->setTabKeyNavigation(false);
  table_->setShowGrid(false);
  table_->setWordWrap(false);
  table_->setCornerButtonEnabled(false);
  table_->setAlternatingRowColors(true);
  table_->verticalHeader()->hide();
  table_->horizontalHeader()->setHighlightSections(false);
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table_->horizontalHeader()->setSectionResizeMode(ScoreModel::output, QHeaderView::Stretch);
  panels::fitToFont(*this, [this] {
    table_->verticalHeader()->setDefaultSectionSize(QFontMetrics(QApplication::font()).height() + 6);
  });
  auto* column = new QVBoxLayout(card);
  column->setContentsMargins(10, 6, 10, 8);
  column->setSpacing(2);
  auto* head = new QHBoxLayout;
  head->addWidget(title, 1);
  head->addWidget(
      new TableExport(QStringLiteral("scores_export"), tr("One step, output by output"), [this] { return model_.table(); }));
  column->addLayout(head);
  column->addWidget(basis_);
  column->addWidget(table_, 1);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->addWidget(card);
  connect(table_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this](const QModelIndex& now) {
    if (!quiet_ && now.isValid()) Q_EMIT chosenByHand(sorted_.mapToSource(now).row());
  });
}

void ScoreTable::setComparison(std::shared_ptr<const inspect::Comparison> comparison) {
  const bool any = comparison && !comparison->scores.empty();
  basis_->setText(any ? tr("estimated, %1 transitions").arg(models::groupedText(comparison->scores.front().n))
                  : comparison && comparison->complete ? tr("Not enough transitions to say.")
                                                       : tr("Being measured …"));
  const bool was_quiet = std::exchange(quiet_, true);
  model_.setComparison(std::move(comparison));
  quiet_ = was_quiet;
}

void ScoreTable::choose(int dimension) {
  if (dimension < 0 || dimension >= model_.rowCount()) return;
  const QModelIndex index = sorted_.mapFromSource(model_.index(dimension, 0));
  const bool was_quiet = std::exchange(quiet_, true);
  table_->setCurrentIndex(index);
  table_->selectRow(index.row());
  quiet_ = was_quiet;
}

}  // namespace rollouts
