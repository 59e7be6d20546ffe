#include "ui/panels/log_panel.h"

#include <QApplication>
#include <QButtonGroup>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>

#include "ui/models/event_model.h"
#include "ui/panels/event_delegate.h"
#include "ui/panels/font_fit.h"
#include "ui/panels/icon.h"

namespace panels {
namespace {

using models::EventModel;

QTableView* makeTable(const QString& name, const QString& spoken, QAbstractItemModel* model, QWidget* parent) {
  auto* table = new QTableView(parent);
  table->setObjectName(name);
  table->setAccessibleName(spoken);
  table->setToolTip(spoken);
  table->setModel(model);
  table->setItemDelegate(new EventDelegate(table));
  table->setShowGrid(false);
  table->setWordWrap(false);
  table->setSelectionBehavior(QTableView::SelectRows);
  table->setVerticalScrollMode(QTableView::ScrollPerPixel);
  table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  table->verticalHeader()->hide();
  table->verticalHeader()->setMinimumSectionSize(16);
  table->horizontalHeader()->setHighlightSections(false);
  table->horizontalHeader()->setSectionResizeMode(EventModel::text_column, QHeaderView::Stretch);
  fitToFont(*table, [table] {
    table->verticalHeader()->setDefaultSectionSize(QFontMetrics(QApplication::font()).height() + 6);
    table->setColumnWidth(EventModel::step_column, qRound(80 * textScale()));
    table->setColumnWidth(EventModel::kind_column, qRound(112 * textScale()));
  });
  // Newest in view, unless the reader went back.
  QScrollBar* bar = table->verticalScrollBar();
  QObject::connect(model, &QAbstractItemModel::rowsAboutToBeInserted, table, [table, bar] {
    table->setProperty("at_end", bar->value() >= bar->maximum() - 4);
  });
  QObject::connect(model, &QAbstractItemModel::rowsInserted, table, [table] {
    if (table->property("at_end").toBool()) QMetaObject::invokeMethod(table, "scrollToBottom", Qt::QueuedConnection);
  });
  return table;
}

}  // namespace

void EventFilter::setKinds(Kinds kinds) {
  kinds_ = kinds;
  invalidateFilter();
}

bool EventFilter::filterAcceptsRow(int row, const QModelIndex& parent) const {
  using run::EventKind;
  const QModelIndex index = sourceModel()->index(row, EventModel::text_column, parent);
  const auto kind = static_cast<EventKind>(index.data(EventModel::kind_role).toInt());
  const bool change = kind == EventKind::parameter_applied || kind == EventKind::parameter_refused;
  const bool warning = kind == EventKind::warning || kind == EventKind::alarm || kind == EventKind::parameter_refused;
  if (kinds_ == Kinds::changes && !change) return false;
  if (kinds_ == Kinds::warnings && !warning) return false;
  if (kinds_ == Kinds::checkpoints && kind != EventKind::checkpoint) return false;
  return QSortFilterProxyModel::filterAcceptsRow(row, parent);
}

LogPanel::LogPanel(models::EventModel& events, QWidget* parent) : QWidget(parent), filter_(new EventFilter(this)) {
  setObjectName(QStringLiteral("logPanel"));
  setProperty("surface", QStringLiteral("base"));
  setAttribute(Qt::WA_StyledBackground);
  filter_->setSourceModel(&events);
  filter_->setFilterKeyColumn(EventModel::text_column);
  filter_->setFilterCaseSensitivity(Qt::CaseInsensitive);
  table_ = makeTable(QStringLiteral("logTable"), tr("Log"), filter_, this);
  table_->hideColumn(EventModel::old_column);
  table_->hideColumn(EventModel::new_column);
  table_->horizontalHeader()->hide();

  auto* search = new QLineEdit(this);
  search->setObjectName(QStringLiteral("logSearch"));
  search->setPlaceholderText(tr("Filter log"));
  search->setAccessibleName(tr("Filter log"));
  search->setToolTip(tr("Shows the lines that contain this"));
  search->setClearButtonEnabled(true);
  search->setMaximumWidth(220);
  connect(search, &QLineEdit::textChanged, filter_, &QSortFilterProxyModel::setFilterFixedString);

  auto* bar = new QHBoxLayout;
  bar->setSpacing(6);
  auto* chips = new QButtonGroup(this);
  const auto chip = [&](EventFilter::Kinds kinds, const QString& name, const QString& text, const QString& tip) {
    auto* button = new QPushButton(text, this);
    button->setObjectName(QStringLiteral("log_") + name);
    button->setProperty("chip", true);
    button->setCheckable(true);
    button->setChecked(kinds == EventFilter::Kinds::all);
    button->setToolTip(tip);
    button->setAccessibleName(text);
    chips->addButton(button);
    connect(button, &QPushButton::clicked, this, [this, kinds] { filter_->setKinds(kinds); });
    bar->addWidget(button);
  };
  chip(EventFilter::Kinds::all, QStringLiteral("all"), tr("All"), tr("Every line"));
  chip(EventFilter::Kinds::changes, QStringLiteral("changes"), tr("Changes"), tr("Parameter changes"));
  chip(EventFilter::Kinds::warnings, QStringLiteral("warnings"), tr("Warnings"), tr("Warnings, alarms and refusals"));
  chip(EventFilter::Kinds::checkpoints, QStringLiteral("checkpoints"), tr("Checkpoints"), tr("Saved checkpoints"));
  bar->addStretch(1);
  bar->addWidget(search);

  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 0, 8, 4);
  column->setSpacing(4);
  column->addLayout(bar);
  column->addWidget(table_, 1);
}

ChangesPanel::ChangesPanel(models::EventModel& events, QWidget* parent)
    : QWidget(parent), filter_(new EventFilter(this)) {
  setObjectName(QStringLiteral("changesPanel"));
  setProperty("surface", QStringLiteral("base"));
  setAttribute(Qt::WA_StyledBackground);
  filter_->setSourceModel(&events);
  filter_->setKinds(EventFilter::Kinds::changes);
  table_ = makeTable(QStringLiteral("changesTable"), tr("Change history"), filter_, this);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 0, 8, 4);
  column->addWidget(table_, 1);
}

}  // namespace panels
