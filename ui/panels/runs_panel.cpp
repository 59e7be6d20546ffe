#include "ui/panels/runs_panel.h"

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "run/trash.h"
#include "ui/models/compared_runs.h"
#include "ui/models/run_filter.h"
#include "ui/models/run_list_model.h"
#include "ui/models/run_shelf.h"
#include "ui/panels/banner.h"
#include "ui/panels/icon.h"
#include "ui/panels/run_delegate.h"

namespace panels {

using models::RunListModel;

RunsPanel::RunsPanel(std::filesystem::path folder, QWidget* parent)
    : QWidget(parent),
      runs_(new RunListModel(folder, this)),
      trash_(new RunListModel(run::trashFolder(folder), this)),
      shelf_(new models::RunShelf(this)),
      compared_(new models::ComparedRuns(this)),
      found_(new models::RunFilter(this)),
      delegate_(new RunDelegate(this)),
      search_(new QLineEdit(this)),
      list_(new QListView(this)),
      empty_(new QLabel(this)),
      news_(new BannerStack(this)),
      trash_button_(new QPushButton(this)),
      empty_button_(new QPushButton(tr("Empty trash …"), this)),
      orders_(new QMenu(this)),
      order_group_(new QActionGroup(this)) {
  setObjectName(QStringLiteral("runsPanel"));
  setProperty("surface", QStringLiteral("base"));
  setAttribute(Qt::WA_StyledBackground);
  runs_->setShelf(shelf_);
  runs_->setCompared(compared_);
  trash_->setShelf(shelf_);
  found_->setSourceModel(runs_);

  search_->setObjectName(QStringLiteral("runsSearch"));
  search_->setPlaceholderText(tr("Search runs"));
  search_->setAccessibleName(tr("Search runs"));
  search_->setToolTip(
      tr("Words that a run's texts contain; or env:hopper, preset:paper, seed:3, status:training, k:15, note:…, star"));
  search_->setClearButtonEnabled(true);
  search_->addAction(icon(QStringLiteral("search"), Tone::muted), QLineEdit::LeadingPosition);

  list_->setObjectName(QStringLiteral("runsList"));
  list_->setAccessibleName(tr("Runs"));
  list_->setToolTip(tr("A double click opens a run, a right click says what else"));
  list_->setModel(found_);
  list_->setItemDelegate(delegate_);
  list_->setMouseTracking(true);
  list_->setMinimumHeight(40);  // a banner above it must not be squeezed
  list_->setSelectionMode(QListView::ExtendedSelection);
  list_->setEditTriggers(QListView::NoEditTriggers);
  list_->setVerticalScrollMode(QListView::ScrollPerPixel);
  list_->setContextMenuPolicy(Qt::CustomContextMenu);

  empty_->setObjectName(QStringLiteral("runsEmpty"));
  empty_->setWordWrap(true);
  empty_->setAlignment(Qt::AlignHCenter);
  empty_->setProperty("tone", QStringLiteral("muted"));
  empty_->setContentsMargins(16, 16, 16, 16);

  buildActions();
  buildOrders();
  layOut();
  connectParts();
  connectShelf();
  refreshActions();
  sayWhetherEmpty();
}

QToolButton* RunsPanel::makeButton(QAction* action, const QString& name) {
  auto* button = new QToolButton(this);
  button->setDefaultAction(action);
  button->setObjectName(name);
  button->setAccessibleName(action->text());
  button->setIconSize({16, 16});
  return button;
}

void RunsPanel::layOut() {
  auto* sort = new QToolButton(this);
  sort->setObjectName(QStringLiteral("runsSort"));
  sort->setIcon(icon(QStringLiteral("sort")));
  sort->setIconSize({16, 16});
  sort->setAccessibleName(tr("Sort runs"));
  sort->setToolTip(tr("What the list is sorted by"));
  sort->setMenu(orders_);
  sort->setPopupMode(QToolButton::InstantPopup);

  trash_button_->setObjectName(QStringLiteral("runsTrash"));
  trash_button_->setProperty("chip", true);
  trash_button_->setCheckable(true);
  trash_button_->setAccessibleName(tr("Show the trash"));
  trash_button_->setToolTip(tr("Show the runs in the trash, and back"));
  empty_button_->setObjectName(QStringLiteral("runsEmptyTrash"));
  empty_button_->setProperty("chip", true);
  empty_button_->setAccessibleName(tr("Empty trash"));
  empty_button_->setToolTip(tr("Delete every run in the trash for good; asks first"));

  auto* top = new QHBoxLayout;
  top->setSpacing(2);
  top->addWidget(search_, 1);
  top->addSpacing(2);
  top->addWidget(sort);
  for (const auto& [action, name] :
       {std::pair(note_, QStringLiteral("button_runNote")), std::pair(put_away_, QStringLiteral("button_runTrash")),
        std::pair(restore_, QStringLiteral("button_runRestore")),
        std::pair(folder_, QStringLiteral("button_runFolder"))}) {
    top->addWidget(makeButton(action, name));
  }
  auto* foot = new QHBoxLayout;
  foot->setSpacing(6);
  foot->addWidget(trash_button_);
  foot->addStretch(1);
  foot->addWidget(empty_button_);

  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 0, 8, 6);
  column->setSpacing(6);
  column->addLayout(top);
  column->addWidget(news_);
  column->addWidget(empty_);
  column->addWidget(list_, 1);
  column->addLayout(foot);
}

void RunsPanel::connectParts() {
  connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
    found_->setQuery(text);
    sayWhetherEmpty();
  });
  connect(list_, &QListView::activated, this, [this](const QModelIndex& index) {
    if (!in_trash_) Q_EMIT openAsked(index.data(RunListModel::directory_role).toString());
  });
  connect(list_, &QListView::customContextMenuRequested, this, &RunsPanel::showMenu);
  connect(list_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunsPanel::refreshActions);
  connect(trash_button_, &QPushButton::toggled, this, &RunsPanel::showTrash);
  connect(empty_button_, &QPushButton::clicked, this, &RunsPanel::askToEmptyTrash);
  for (const QAbstractItemModel* model :
       {static_cast<QAbstractItemModel*>(runs_), static_cast<QAbstractItemModel*>(trash_)}) {
    connect(model, &QAbstractItemModel::rowsInserted, this, &RunsPanel::sayWhetherEmpty);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &RunsPanel::sayWhetherEmpty);
    connect(model, &QAbstractItemModel::modelReset, this, &RunsPanel::sayWhetherEmpty);
    connect(model, &QAbstractItemModel::dataChanged, this, &RunsPanel::refreshActions);
  }
}

void RunsPanel::setShown(const QString& directory) {
  delegate_->setShown(directory);
  list_->viewport()->update();
}

void RunsPanel::showTrash(bool trash) {
  in_trash_ = trash;
  news_->dismiss(QStringLiteral("empty"));
  found_->setSourceModel(trash ? trash_ : runs_);
  trash_->refreshSoon();
  refreshActions();
  sayWhetherEmpty();
}

void RunsPanel::sayWhetherEmpty() {
  const int trashed = trash_->rowCount();
  trash_button_->setVisible(trashed > 0 || in_trash_);
  trash_button_->setText(in_trash_ ? tr("Back to the runs") : tr("Trash · %1").arg(trashed));
  empty_button_->setVisible(in_trash_ && trashed > 0);
  const bool empty = found_->rowCount() == 0;
  empty_->setVisible(empty);
  list_->setVisible(!empty);
  const bool searched = found_->sourceModel()->rowCount() > 0;
  empty_->setText(searched    ? tr("No run matches the search.")
                  : in_trash_ ? tr("The trash is empty.")
                              : tr("No runs in “%1” yet.\nEvery run that you train appears here, also those of the "
                                   "command line.")
                                    .arg(QString::fromStdString(runs_->folder().string())));
  static_cast<QVBoxLayout*>(layout())->setStretchFactor(empty_, empty ? 1 : 0);
}

void RunsPanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  runs_->setWatched(true);
  trash_->setWatched(true);
}

void RunsPanel::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  runs_->setWatched(false);
  trash_->setWatched(false);
}

}  // namespace panels
