#include "ui/panels/parameters_panel.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSortFilterProxyModel>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

#include "ui/panels/icon.h"
#include "ui/panels/parameter_delegate.h"

namespace panels {

ParametersPanel::ParametersPanel(bridge::ParameterBoard& board, bridge::SessionBridge& bridge, QWidget* parent)
    : QWidget(parent),
      board_(board),
      bridge_(bridge),
      model_(new models::ParameterModel(board, this)),
      found_(new QSortFilterProxyModel(this)),
      scope_(new QLabel(this)),
      search_(new QLineEdit(this)),
      tree_(new QTreeView(this)),
      card_(new QLabel(this)) {
  setObjectName(QStringLiteral("parametersPanel"));
  setProperty("surface", QStringLiteral("base"));
  setAttribute(Qt::WA_StyledBackground);
  found_->setSourceModel(model_);
  found_->setRecursiveFilteringEnabled(true);
  found_->setFilterRole(models::ParameterModel::search_role);
  found_->setFilterCaseSensitivity(Qt::CaseInsensitive);

  scope_->setObjectName(QStringLiteral("parametersScope"));
  scope_->setProperty("tone", QStringLiteral("muted"));
  scope_->setWordWrap(true);

  search_->setObjectName(QStringLiteral("parametersSearch"));
  search_->setPlaceholderText(tr("Search parameters"));
  search_->setAccessibleName(tr("Search parameters"));
  search_->setToolTip(tr("Shows the parameters whose key, symbol or help contains this"));
  search_->setClearButtonEnabled(true);
  search_->addAction(icon(QStringLiteral("search"), Tone::muted), QLineEdit::LeadingPosition);

  tree_->setObjectName(QStringLiteral("parametersTree"));
  tree_->setAccessibleName(tr("Parameters"));
  tree_->setModel(found_);
  tree_->setItemDelegate(new ParameterDelegate(tree_));
  tree_->setIndentation(12);
  tree_->setUniformRowHeights(true);
  tree_->setVerticalScrollMode(QTreeView::ScrollPerPixel);
  tree_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  tree_->setEditTriggers(QTreeView::DoubleClicked | QTreeView::EditKeyPressed | QTreeView::AnyKeyPressed |
                         QTreeView::SelectedClicked);
  tree_->header()->setSectionResizeMode(models::ParameterModel::name_column, QHeaderView::Stretch);
  tree_->header()->setSectionResizeMode(models::ParameterModel::value_column, QHeaderView::Interactive);
  tree_->header()->setStretchLastSection(false);
  tree_->header()->resizeSection(models::ParameterModel::value_column, 92);
  tree_->header()->hide();
  tree_->expandAll();

  card_->setObjectName(QStringLiteral("parameterCard"));
  card_->setTextFormat(Qt::RichText);
  card_->setWordWrap(true);
  card_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  card_->setProperty("tone", QStringLiteral("muted"));
  card_->setMinimumHeight(5 * fontMetrics().height());

  auto* rule = new QFrame(this);
  rule->setProperty("rule", true);
  rule->setFixedHeight(1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 4, 8, 8);
  column->setSpacing(6);
  column->addWidget(scope_);
  column->addWidget(search_);
  column->addWidget(tree_, 1);
  column->addWidget(rule);
  column->addWidget(card_);

  connect(search_, &QLineEdit::textChanged, this, [this](const QString& text) {
    found_->setFilterFixedString(text);
    tree_->expandAll();
  });
  connect(tree_->selectionModel(), &QItemSelectionModel::currentChanged, this, &ParametersPanel::describe);
  connect(&board_, &bridge::ParameterBoard::replaced, this, [this] {
    describe();
    sayWhatEditsDo();
  });
  describe();
  sayWhatEditsDo();
}

QModelIndex ParametersPanel::row(const QString& key) const { return found_->mapFromSource(model_->find(key)); }

void ParametersPanel::describe() {
  const mbpo::Parameter* chosen = model_->parameter(found_->mapToSource(tree_->currentIndex()));
  card_->setText(chosen != nullptr
                     ? models::parameterDescription(*chosen, board_.defaults())
                     : tr("Choose a parameter to read about it; double-click its value to change it."));
  // The card may have grown over the row that it speaks of.
  QTimer::singleShot(0, tree_, [this] {
    if (tree_->currentIndex().isValid()) tree_->scrollTo(tree_->currentIndex());
  });
}

void ParametersPanel::sayWhatEditsDo() {
  scope_->setText(bridge_.training() ? tr("Run going on: only live keys can change.")
                                     : tr("Settings for the next run."));
}

}  // namespace panels
