// What the list of runs can do: open, star, note, trash, restore, sort.
#include <QAction>
#include <QActionGroup>
#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QUrl>

#include "ui/models/compared_runs.h"
#include "ui/models/run_filter.h"
#include "ui/models/run_list_model.h"
#include "ui/models/run_shelf.h"
#include "ui/panels/banner.h"
#include "ui/panels/icon.h"
#include "ui/panels/runs_panel.h"

namespace panels {

using models::RunListModel;
using models::RunOrder;

QAction* RunsPanel::addAction(const char* name, const QString& text, const char* picture, const QKeySequence& key,
                              const QString& tip) {
  auto* action = new QAction(text, list_);
  action->setObjectName(QString::fromLatin1(name));
  if (*picture != '\0') action->setIcon(icon(QString::fromLatin1(picture)));
  action->setShortcut(key);
  action->setShortcutContext(Qt::WidgetShortcut);  // Del and * mean something else everywhere else
  action->setToolTip(key.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, key.toString(QKeySequence::NativeText)));
  list_->addAction(action);
  return action;
}

void RunsPanel::buildActions() {
  open_ = addAction("runOpen", tr("Open"), "open", {}, tr("Show the run in the window"));
  train_on_ = addAction("runContinue", tr("Train on from its checkpoint"), "play", {}, tr("Continue this run"));
  star_ = addAction("runStar", tr("Star"), "star", QKeySequence(Qt::Key_Asterisk),
                    tr("Star the run, or take the star away"));
  note_ = addAction("runEditNote", tr("Edit note"), "edit", QKeySequence(Qt::Key_F2),
                    tr("Write a note, kept in the run's folder"));
  put_away_ = addAction("runTrash", tr("Move to trash"), "trash", QKeySequence::Delete,
                        tr("Move to the trash, from where it can be restored"));
  restore_ = addAction("runRestore", tr("Restore"), "undo", {}, tr("Put the run back among the others"));
  folder_ = addAction("runFolder", tr("Show folder"), "folder", {}, tr("Open the run's folder in the file manager"));
  path_ = addAction("runPath", tr("Copy path"), "", {}, tr("Copy the path of the run's folder"));
  connect(open_, &QAction::triggered, this, [this] { Q_EMIT openAsked(selected().value(0)); });
  connect(train_on_, &QAction::triggered, this, [this] { Q_EMIT continueAsked(selected().value(0)); });
  connect(note_, &QAction::triggered, this, [this] { list_->edit(current()); });
  connect(star_, &QAction::triggered, this, [this] {
    const bool starred = current().data(RunListModel::starred_role).toBool();
    for (const QString& directory : selected()) shelf_->setStarred(directory, !starred);
  });
  connect(put_away_, &QAction::triggered, this, [this] {
    if (!in_trash_) shelf_->moveToTrash(selected());
  });
  connect(restore_, &QAction::triggered, this, [this] { shelf_->restore(selected()); });
  connect(folder_, &QAction::triggered, this, [this] {
    for (const QString& directory : selected()) QDesktopServices::openUrl(QUrl::fromLocalFile(directory));
  });
  connect(path_, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(selected().join(u'\n')); });
}

void RunsPanel::buildOrders() {
  orders_->setObjectName(QStringLiteral("runsOrders"));
  const QList<std::pair<RunOrder, QString>> orders{{RunOrder::started, tr("Time started")},
                                                   {RunOrder::status, tr("Status")},
                                                   {RunOrder::environment, tr("Environment")},
                                                   {RunOrder::preset, tr("Preset")},
                                                   {RunOrder::seed, tr("Seed")},
                                                   {RunOrder::best_return, tr("Best return")},
                                                   {RunOrder::last_return, tr("Last return")},
                                                   {RunOrder::rollout_policy, tr("k policy")},
                                                   {RunOrder::wall_time, tr("Wall time")}};
  for (const auto& [order, text] : orders) {
    QAction* action = order_group_->addAction(orders_->addAction(text));
    action->setObjectName(QStringLiteral("order_%1").arg(static_cast<int>(order)));
    action->setCheckable(true);
    action->setData(static_cast<int>(order));
    action->setChecked(order == found_->order());
  }
  orders_->addSeparator();
  reverse_ = orders_->addAction(tr("Reverse"));
  reverse_->setObjectName(QStringLiteral("order_reverse"));
  reverse_->setCheckable(true);
  connect(orders_, &QMenu::triggered, this, [this] {
    const auto order = static_cast<RunOrder>(order_group_->checkedAction()->data().toInt());
    const bool down = (models::RunFilter::naturalDirection(order) == Qt::DescendingOrder) != reverse_->isChecked();
    found_->setOrder(order, down ? Qt::DescendingOrder : Qt::AscendingOrder);
  });
}

void RunsPanel::connectShelf() {
  connect(shelf_, &models::RunShelf::failed, this, [this](const QString& message) {
    news_->show(Banner::Kind::error, QStringLiteral("failed"), tr("That did not work"), message);
  });
  connect(shelf_, &models::RunShelf::trashed, this, &RunsPanel::sayTrashed);
  connect(shelf_, &models::RunShelf::restored, this, [this] { news_->dismissAll(); });
  connect(shelf_, &models::RunShelf::emptied, this, [this] {
    news_->dismissAll();
    trash_button_->setChecked(false);
  });
}

void RunsPanel::sayTrashed(const QString& from, const QString& to) {
  compared_->setTicked(from, false);
  Q_EMIT movedAway(from);
  Banner* banner = news_->show(Banner::Kind::note, QStringLiteral("trashed"), tr("Moved to the trash"), {});
  banner->setAction(tr("Undo"), tr("Put the run back among the others"));
  connect(banner, &Banner::triggered, this, [this, to] { shelf_->restore({to}); });
}

void RunsPanel::askToEmptyTrash() {
  Banner* banner = news_->show(
      Banner::Kind::warning, QStringLiteral("empty"),
      trash_->rowCount() == 1 ? tr("Delete one run for good?") : tr("Delete %1 runs for good?").arg(trash_->rowCount()),
      {});
  banner->setAction(tr("Delete"), tr("Delete every run in the trash for good"));
  connect(banner, &Banner::triggered, this,
          [this] { shelf_->emptyTrash(QString::fromStdString(runs_->folder().string())); });
}

QStringList RunsPanel::selected() const {
  QStringList directories;
  for (const QModelIndex& index : list_->selectionModel()->selectedRows()) {
    directories << index.data(RunListModel::directory_role).toString();
  }
  return directories;
}

QModelIndex RunsPanel::current() const {
  const QModelIndexList rows = list_->selectionModel()->selectedRows();
  return rows.contains(list_->currentIndex()) ? list_->currentIndex() : rows.value(0);
}

void RunsPanel::refreshActions() {
  const QModelIndexList rows = list_->selectionModel()->selectedRows();
  const bool one = rows.size() == 1, any = !rows.isEmpty();
  bool living = false;
  for (const QModelIndex& row : rows) {
    const QString status = row.data(RunListModel::status_role).toString();
    living = living || status == QLatin1String("running") || status == QLatin1String("paused");
  }
  const QString status = rows.value(0).data(RunListModel::status_role).toString();
  open_->setEnabled(one && !in_trash_);
  train_on_->setEnabled(one && !in_trash_ &&
                        (status == QLatin1String("stopped") || status == QLatin1String("interrupted")));
  note_->setEnabled(one);
  star_->setEnabled(any);
  star_->setText(any && current().data(RunListModel::starred_role).toBool() ? tr("Take the star away") : tr("Star"));
  folder_->setEnabled(any);
  path_->setEnabled(any);
  restore_->setEnabled(any && in_trash_);
  restore_->setVisible(in_trash_);
  put_away_->setEnabled(any && !in_trash_ && !living);
  put_away_->setVisible(!in_trash_);
  put_away_->setToolTip(living ? tr("A run that is training cannot be moved to the trash: stop it first")
                               : tr("Move to the trash, from where it can be restored (Del)"));
  for (const char* name : {"button_runTrash", "button_runRestore"}) {
    if (auto* button = findChild<QToolButton*>(QString::fromLatin1(name))) {
      button->setVisible(button->defaultAction()->isVisible());
    }
  }
}

void RunsPanel::showMenu(const QPoint& place) {
  if (!list_->indexAt(place).isValid()) return;
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->addActions({open_, train_on_});
  menu->addSeparator();
  menu->addActions({star_, note_, put_away_, restore_});
  menu->addSeparator();
  menu->addActions({folder_, path_});
  menu->popup(list_->viewport()->mapToGlobal(place));
}

}  // namespace panels
