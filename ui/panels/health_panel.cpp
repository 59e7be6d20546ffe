#include "ui/panels/health_panel.h"

#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/panels/icon.h"

namespace panels {
namespace {

using models::HealthModel;

/// Worst first; among equals as the table of checks has them.
class WorstFirst : public QSortFilterProxyModel {
 public:
  using QSortFilterProxyModel::QSortFilterProxyModel;

 protected:
  bool lessThan(const QModelIndex& left, const QModelIndex& right) const override {
    const int a = left.data(HealthModel::level_role).toInt(), b = right.data(HealthModel::level_role).toInt();
    return a != b ? a > b : left.row() < right.row();
  }
};

class HealthDelegate : public QStyledItemDelegate {
 public:
  using QStyledItemDelegate::QStyledItemDelegate;

 protected:
  void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
    QStyledItemDelegate::initStyleOption(option, index);
    option->state &= ~QStyle::State_HasFocus;
    const auto level = static_cast<HealthModel::Level>(index.data(HealthModel::level_role).toInt());
    const HealthLook look = healthLook(level);
    const bool trouble = level == HealthModel::Level::warning || level == HealthModel::Level::alarm;
    if (index.column() == HealthModel::state_column) {
      option->features |= QStyleOptionViewItem::HasDecoration;
      option->icon = icon(look.icon, look.tone);
      const int side = option->fontMetrics.height();
      option->decorationSize = {side, side};
      option->palette.setColor(QPalette::Text, toneColour(look.tone, option->palette));
    } else if (!trouble) {
      option->palette.setColor(QPalette::Text, toneColour(Tone::muted, option->palette));
    } else if (index.column() == HealthModel::check_column) {
      option->font.setWeight(QFont::DemiBold);
    }
  }
};

}  // namespace

HealthLook healthLook(HealthModel::Level level) {
  switch (level) {
    case HealthModel::Level::ok: return {QStringLiteral("check"), Tone::applied};
    case HealthModel::Level::warning: return {QStringLiteral("warning"), Tone::pending};
    case HealthModel::Level::alarm: return {QStringLiteral("alarm"), Tone::refused};
    default: return {QStringLiteral("clock"), Tone::muted};
  }
}

HealthPanel::HealthPanel(HealthModel& health, QWidget* parent) : QWidget(parent), table_(new QTableView(this)) {
  setObjectName(QStringLiteral("healthPanel"));
  setProperty("surface", QStringLiteral("base"));
  setAttribute(Qt::WA_StyledBackground);
  auto* sorted = new WorstFirst(this);
  sorted->setSourceModel(&health);
  sorted->setDynamicSortFilter(true);
  sorted->sort(0);

  table_->setObjectName(QStringLiteral("healthTable"));
  table_->setAccessibleName(tr("Health"));
  table_->setToolTip(tr("What a run is watched for, troubles first"));
  table_->setModel(sorted);
  table_->setItemDelegate(new HealthDelegate(table_));
  table_->setShowGrid(false);
  table_->setSelectionBehavior(QTableView::SelectRows);
  table_->setSelectionMode(QTableView::SingleSelection);
  table_->setVerticalScrollMode(QTableView::ScrollPerPixel);
  table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  table_->setWordWrap(true);
  table_->setTabKeyNavigation(false);
  table_->verticalHeader()->hide();
  table_->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table_->horizontalHeader()->setHighlightSections(false);
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
  table_->horizontalHeader()->setSectionResizeMode(HealthModel::reason_column, QHeaderView::Stretch);
  table_->horizontalHeader()->setSectionResizeMode(HealthModel::remedy_column, QHeaderView::Stretch);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 0, 8, 4);
  column->addWidget(table_, 1);
}

}  // namespace panels
