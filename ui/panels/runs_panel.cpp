#include "ui/panels/runs_panel.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QSortFilterProxyModel>
#include <QUrl>
#include <QVBoxLayout>

#include "ui/models/run_list_model.h"
#include "ui/panels/icon.h"
#include "ui/panels/run_delegate.h"

namespace panels {

RunsPanel::RunsPanel(std::filesystem::path folder, QWidget* parent)
    : QWidget(parent),
      model_(new models::RunListModel(std::move(folder), this)),
      found_(new QSortFilterProxyModel(this)),
      delegate_(new RunDelegate(this)),
      search_(new QLineEdit(this)),
      list_(new QListView(this)),
      empty_(new QLabel(this)) {
  setObjectName(QStringLiteral("runsPanel"));
  setProperty("surface", QStringLiteral("base"));
  setAttribute(Qt::WA_StyledBackground);
  found_->setSourceModel(model_);
  found_->setFilterRole(models::RunListModel::search_role);
  found_->setFilterCaseSensitivity(Qt::CaseInsensitive);

  search_->setObjectName(QStringLiteral("runsSearch"));
  search_->setPlaceholderText(tr("Search runs"));
  search_->setAccessibleName(tr("Search runs"));
  search_->setToolTip(tr("Shows the runs whose name, environment, preset, seed or status contains this"));
  search_->setClearButtonEnabled(true);
  search_->addAction(icon(QStringLiteral("search"), Tone::muted), QLineEdit::LeadingPosition);

  list_->setObjectName(QStringLiteral("runsList"));
  list_->setAccessibleName(tr("Runs"));
  list_->setModel(found_);
  list_->setItemDelegate(delegate_);
  list_->setMouseTracking(true);
  list_->setUniformItemSizes(true);
  list_->setVerticalScrollMode(QListView::ScrollPerPixel);
  list_->setContextMenuPolicy(Qt::CustomContextMenu);

  empty_->setObjectName(QStringLiteral("runsEmpty"));
  empty_->setWordWrap(true);
  empty_->setAlignment(Qt::AlignHCenter);
  empty_->setProperty("tone", QStringLiteral("muted"));
  empty_->setContentsMargins(16, 16, 16, 16);

  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 0, 8, 8);
  column->setSpacing(6);
  column->addWidget(search_);
  column->addWidget(empty_);
  column->addWidget(list_, 1);

  connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
    found_->setFilterFixedString(text);
    sayWhetherEmpty();
  });
  connect(list_, &QListView::activated, this, [this](const QModelIndex& index) {
    Q_EMIT openAsked(index.data(models::RunListModel::directory_role).toString());
  });
  connect(list_, &QListView::customContextMenuRequested, this, &RunsPanel::showMenu);
  connect(model_, &QAbstractItemModel::rowsInserted, this, &RunsPanel::sayWhetherEmpty);
  connect(model_, &QAbstractItemModel::rowsRemoved, this, &RunsPanel::sayWhetherEmpty);
  connect(model_, &QAbstractItemModel::modelReset, this, &RunsPanel::sayWhetherEmpty);
  sayWhetherEmpty();
}

void RunsPanel::setShown(const QString& directory) {
  delegate_->setShown(directory);
  list_->viewport()->update();
}

void RunsPanel::sayWhetherEmpty() {
  empty_->setVisible(found_->rowCount() == 0);
  list_->setVisible(found_->rowCount() != 0);
  empty_->setText(
      model_->rowCount() == 0
          ? tr("No runs in “%1” yet.\nEvery run that you train appears here, also those of the command line.")
                .arg(QString::fromStdString(model_->folder().string()))
          : tr("No run matches the search."));
  static_cast<QVBoxLayout*>(layout())->setStretchFactor(empty_, found_->rowCount() == 0 ? 1 : 0);
}

void RunsPanel::showMenu(const QPoint& place) {
  const QModelIndex index = list_->indexAt(place);
  if (!index.isValid()) return;
  const QString directory = index.data(models::RunListModel::directory_role).toString();
  const QString status = index.data(models::RunListModel::status_role).toString();
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  menu->addAction(icon(QStringLiteral("open")), tr("Open"), this, [this, directory] { Q_EMIT openAsked(directory); });
  QAction* on = menu->addAction(icon(QStringLiteral("play")), tr("Train on from its checkpoint"), this,
                                [this, directory] { Q_EMIT continueAsked(directory); });
  on->setEnabled(status == QLatin1String("stopped") || status == QLatin1String("interrupted"));
  menu->addSeparator();
  menu->addAction(tr("Show folder"), this, [directory] { QDesktopServices::openUrl(QUrl::fromLocalFile(directory)); });
  menu->addAction(tr("Copy path"), this, [directory] { QGuiApplication::clipboard()->setText(directory); });
  menu->popup(list_->viewport()->mapToGlobal(place));
}

void RunsPanel::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  model_->setWatched(true);
}

void RunsPanel::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  model_->setWatched(false);
}

}  // namespace panels
