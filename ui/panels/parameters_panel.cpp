#include "ui/panels/parameters_panel.h"

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QTimer>
#include <QTreeView>
#include <QVBoxLayout>

#include "ui/panels/font_fit.h"
#include "ui/panels/icon.h"
#include "ui/panels/parameter_delegate.h"
#include "ui/panels/parameter_filter.h"
#include "ui/panels/scenario_strip.h"

namespace panels {
namespace {

using models::ParameterModel;
constexpr int kValueWidth = 92;

}  // namespace

ParametersPanel::ParametersPanel(bridge::ParameterBoard& board, bridge::SessionBridge& bridge, QWidget* parent)
    : QWidget(parent),
      board_(board),
      bridge_(bridge),
      model_(new ParameterModel(board, this)),
      found_(new ParameterFilter(this)),
      scenario_(new ScenarioStrip(board, this)),
      scope_(new QLabel(this)),
      reset_all_(new QPushButton(tr("Reset all"), this)),
      search_(new QLineEdit(this)),
      tree_(new QTreeView(this)),
      card_(new QLabel(this)) {
  setObjectName(QStringLiteral("parametersPanel"));
  setProperty("surface", QStringLiteral("base"));
  setAttribute(Qt::WA_StyledBackground);
  found_->setSourceModel(model_);
  buildTree();

  card_->setObjectName(QStringLiteral("parameterCard"));
  card_->setTextFormat(Qt::RichText);
  card_->setWordWrap(true);
  card_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
  card_->setProperty("tone", QStringLiteral("muted"));
  fitToFont(*card_, [this] { card_->setMinimumHeight(4 * QFontMetrics(QApplication::font()).height()); });
  auto* rule = new QFrame(this);
  rule->setProperty("rule", true);
  rule->setFixedHeight(1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 4, 8, 8);
  column->setSpacing(6);
  column->addWidget(scenario_);
  column->addLayout(buildScope());
  column->addLayout(buildFilters());
  column->addWidget(tree_, 1);
  column->addWidget(rule);
  column->addWidget(card_);

  connect(&board_, &bridge::ParameterBoard::replaced, this, [this] {
    found_->valueChanged();
    describe();
    sayWhatEditsDo();
  });
  connect(&board_, &bridge::ParameterBoard::changed, this, [this] {
    found_->valueChanged();
    sayWhatEditsDo();
  });
  describe();
  sayWhatEditsDo();
}

void ParametersPanel::buildTree() {
  tree_->setObjectName(QStringLiteral("parametersTree"));
  tree_->setAccessibleName(tr("Parameters"));
  tree_->setToolTip(tr("Return or a double click edits, Delete takes the preset's value"));
  tree_->setModel(found_);
  tree_->setItemDelegate(new ParameterDelegate(tree_));
  tree_->setIndentation(12);
  tree_->setUniformRowHeights(true);
  tree_->setVerticalScrollMode(QTreeView::ScrollPerPixel);
  tree_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  tree_->setEditTriggers(QTreeView::DoubleClicked | QTreeView::SelectedClicked);
  tree_->setContextMenuPolicy(Qt::CustomContextMenu);
  tree_->header()->setSectionResizeMode(ParameterModel::name_column, QHeaderView::Stretch);
  tree_->header()->setSectionResizeMode(ParameterModel::value_column, QHeaderView::Interactive);
  tree_->header()->setStretchLastSection(false);
  fitToFont(*tree_, [this] { tree_->header()->resizeSection(ParameterModel::value_column, qRound(kValueWidth * textScale())); });
  tree_->header()->hide();
  tree_->expandAll();
  tree_->installEventFilter(this);
  connect(tree_->selectionModel(), &QItemSelectionModel::currentChanged, this, &ParametersPanel::describe);
  connect(tree_, &QTreeView::customContextMenuRequested, this, &ParametersPanel::showMenu);
  connect(found_, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex& parent, int first, int last) {
    for (int g = first; g <= last && !parent.isValid(); ++g) {
      const QModelIndex group = found_->index(g, 0);
      tree_->setExpanded(group, !collapsed_.contains(group.data().toString()));
    }
  });
  connect(tree_, &QTreeView::collapsed, this, [this](const QModelIndex& group) {
    if (!searching_) collapsed_ << group.data().toString();
  });
  connect(tree_, &QTreeView::expanded, this, [this](const QModelIndex& group) {
    if (!searching_) collapsed_.remove(group.data().toString());
  });
}

QHBoxLayout* ParametersPanel::buildScope() {
  scope_->setObjectName(QStringLiteral("parametersScope"));
  scope_->setProperty("tone", QStringLiteral("muted"));
  scope_->setWordWrap(true);
  reset_all_->setObjectName(QStringLiteral("parametersResetAll"));
  reset_all_->setProperty("chip", true);
  reset_all_->setAccessibleName(tr("Reset all to the preset"));
  connect(reset_all_, &QPushButton::clicked, this, &ParametersPanel::resetAll);
  auto* row = new QHBoxLayout;
  row->addWidget(scope_, 1);
  row->addWidget(reset_all_, 0, Qt::AlignTop);
  return row;
}

QHBoxLayout* ParametersPanel::buildFilters() {
  search_->setObjectName(QStringLiteral("parametersSearch"));
  search_->setPlaceholderText(tr("Search"));
  search_->setAccessibleName(tr("Search parameters"));
  search_->setToolTip(tr("Shows the parameters whose key, symbol, help or group contains this"));
  search_->setClearButtonEnabled(true);
  search_->addAction(icon(QStringLiteral("search"), Tone::muted), QLineEdit::LeadingPosition);
  connect(search_, &QLineEdit::textChanged, this, &ParametersPanel::search);
  auto* row = new QHBoxLayout;
  row->setSpacing(4);
  row->addWidget(search_, 1);
  QPushButton* changed = addChip(QStringLiteral("changed"), tr("Changed"), tr("Only what differs from the preset"));
  QPushButton* live = addChip(QStringLiteral("live"), tr("Live"), tr("Only what may change while a run goes on"));
  connect(changed, &QPushButton::toggled, this, [this](bool only) {
    found_->setChangedOnly(only);
    search(search_->text());
  });
  connect(live, &QPushButton::toggled, this, [this](bool only) {
    found_->setLiveOnly(only);
    search(search_->text());
  });
  row->addWidget(changed);
  row->addWidget(live);
  return row;
}

QPushButton* ParametersPanel::addChip(const QString& name, const QString& text, const QString& tip) {
  auto* chip = new QPushButton(text, this);
  chip->setObjectName(QStringLiteral("parameters_") + name);
  chip->setAccessibleName(tip);
  chip->setToolTip(tip);
  chip->setProperty("chip", true);
  chip->setCheckable(true);
  return chip;
}

QModelIndex ParametersPanel::row(const QString& key) const { return found_->mapFromSource(model_->find(key)); }

void ParametersPanel::search(const QString& text) {
  searching_ = true;
  found_->setFilterFixedString(text);
  tree_->expandAll();
  if (text.isEmpty()) {
    for (int g = 0; g < found_->rowCount(); ++g) {
      const QModelIndex group = found_->index(g, 0);
      tree_->setExpanded(group, !collapsed_.contains(group.data().toString()));
    }
    searching_ = false;
  }
}

bool ParametersPanel::eventFilter(QObject* watched, QEvent* event) {
  if (watched == tree_ && event->type() == QEvent::KeyPress) {
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool plain = (key->modifiers() & ~(Qt::ShiftModifier | Qt::KeypadModifier)) == 0;
    if (plain && handleKey(key->key(), key->text())) return true;
  }
  return QWidget::eventFilter(watched, event);
}

bool ParametersPanel::handleKey(int key, const QString& text) {
  const QModelIndex current = tree_->currentIndex();
  const QString name = current.data(ParameterModel::key_role).toString();
  // Keys that an open editor leaves over come here too; they are its own.
  if (name.isEmpty() || editorOf(name) != nullptr) {
    return false;
  }
  if (key == Qt::Key_Delete) {
    board_.requestDefault(name);
    return true;
  }
  const bool types = !text.isEmpty() && text[0].isPrint() && key != Qt::Key_Space;
  if (key != Qt::Key_Return && key != Qt::Key_Enter && key != Qt::Key_F2 && !types) return false;
  const QModelIndex value = current.siblingAtColumn(ParameterModel::value_column);
  if (!value.flags().testFlag(Qt::ItemIsEditable)) return false;
  tree_->setCurrentIndex(value);
  tree_->edit(value);
  // What was typed begins the new value.
  if (auto* line = qobject_cast<QLineEdit*>(editorOf(name)); types && line != nullptr) {
    line->selectAll();
    line->insert(text);
  }
  return true;
}

QWidget* ParametersPanel::editorOf(const QString& key) const {
  // A closed editor waits hidden for its deletion.
  const auto editors = tree_->viewport()->findChildren<QWidget*>(QStringLiteral("edit_") + key, Qt::FindDirectChildrenOnly);
  for (QWidget* editor : editors) {
    if (!editor->isHidden()) return editor;
  }
  return nullptr;
}

void ParametersPanel::showMenu(const QPoint& place) {
  const QModelIndex index = tree_->indexAt(place);
  const QString key = index.data(ParameterModel::key_role).toString();
  auto* menu = new QMenu(this);
  menu->setObjectName(QStringLiteral("parameterMenu"));
  menu->setAttribute(Qt::WA_DeleteOnClose);
  if (!key.isEmpty()) {
    const QModelIndex value = index.siblingAtColumn(ParameterModel::value_column);
    QAction* edit = menu->addAction(tr("Edit"), this, [this, value] { tree_->edit(value); });
    edit->setEnabled(value.flags().testFlag(Qt::ItemIsEditable));
    QAction* reset = menu->addAction(icon(QStringLiteral("undo")), tr("Take the preset's value"), this,
                                     [this, key] { board_.requestDefault(key); });
    reset->setEnabled(edit->isEnabled() && board_.changedFromDefault(key));
    const QString setting = key + u'=' + board_.value(key);
    menu->addAction(tr("Copy “%1”").arg(setting), this, [setting] { QApplication::clipboard()->setText(setting); });
    menu->addSeparator();
  }
  menu->addAction(tr("Open all groups"), tree_, &QTreeView::expandAll);
  menu->addAction(tr("Close all groups"), tree_, &QTreeView::collapseAll);
  menu->popup(tree_->viewport()->mapToGlobal(place));
}

void ParametersPanel::describe() {
  const mbpo::Parameter* chosen = model_->parameter(found_->mapToSource(tree_->currentIndex()));
  card_->setText(chosen != nullptr ? models::parameterDescription(*chosen, board_.defaults())
                                   : tr("Choose a parameter to read about it; Return edits it, Delete takes the "
                                        "preset's value."));
  // The card may have grown over the row that it speaks of.
  QTimer::singleShot(0, tree_, [this] {
    if (tree_->currentIndex().isValid()) tree_->scrollTo(tree_->currentIndex());
  });
}

void ParametersPanel::sayWhatEditsDo() {
  const int changed = model_->changedCount();
  const QString differs = changed == 0 ? QString() : tr(" %1 differ from the preset.").arg(changed);
  scope_->setText((bridge_.training() ? tr("Run going on: only live keys can change.") : tr("Settings for the next run.")) +
                  differs);
  reset_all_->setVisible(changed > 0);
  reset_all_->setEnabled(!bridge_.training());
  reset_all_->setToolTip(bridge_.training() ? tr("Not while a run goes on")
                                            : tr("Every value of the preset again; the seed stays"));
}

void ParametersPanel::resetAll() {
  board_.choosePreset(board_.value(QStringLiteral("preset")), board_.value(QStringLiteral("environment")));
}

}  // namespace panels
