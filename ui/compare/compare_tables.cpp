#include "ui/compare/compare_tables.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QSpinBox>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/compare/difference_model.h"
#include "ui/compare/result_model.h"

namespace compare {
namespace {

constexpr int kCellPadding = 28;  // and room for the arrow of the sorting

/// Numbers as numbers; what is not there comes last, whatever the direction.
class ResultOrder : public QSortFilterProxyModel {
 public:
  using QSortFilterProxyModel::QSortFilterProxyModel;

 protected:
  bool lessThan(const QModelIndex& left, const QModelIndex& right) const override {
    const QVariant a = left.data(ResultModel::sort_role), b = right.data(ResultModel::sort_role);
    if (a.typeId() == QMetaType::QString) return QString::localeAwareCompare(a.toString(), b.toString()) < 0;
    const double x = a.toDouble(), y = b.toDouble();
    if (std::isnan(x) || std::isnan(y)) {
      return std::isnan(x) != std::isnan(y) && std::isnan(y) == (sortOrder() == Qt::AscendingOrder);
    }
    return x < y;
  }
};

QTableView* makeTable(const QString& name, const QString& spoken, QAbstractItemModel* model, QWidget* parent) {
  auto* table = new QTableView(parent);
  table->setObjectName(name);
  table->setAccessibleName(spoken);
  table->setModel(model);
  table->setShowGrid(false);
  table->setWordWrap(false);
  table->setAlternatingRowColors(false);
  table->setSelectionBehavior(QTableView::SelectRows);
  table->setEditTriggers(QTableView::NoEditTriggers);
  table->setHorizontalScrollMode(QTableView::ScrollPerPixel);
  table->setVerticalScrollMode(QTableView::ScrollPerPixel);
  table->verticalHeader()->setDefaultSectionSize(table->fontMetrics().height() + 8);
  table->verticalHeader()->setMinimumSectionSize(16);
  table->horizontalHeader()->setHighlightSections(false);
  table->setIconSize({30, 12});
  // The keys are a column like any other.
  table->setStyleSheet(
      QStringLiteral("QHeaderView::section:vertical { padding: 0 8px; border: none; }"
                     "QTableCornerButton::section { background: transparent; border: none; }"));
  return table;
}

/// As wide as its cells and the longest line of its heading, which Qt takes for wider than it is.
void fitToLines(QTableView& table) {
  const QFontMetrics heading(table.horizontalHeader()->font()), text(table.font());
  const QAbstractItemModel& model = *table.model();
  for (int column = 0; column < model.columnCount(); ++column) {
    int width = 0;
    for (const QString& line : model.headerData(column, Qt::Horizontal).toString().split(u'\n')) {
      width = std::max(width, heading.horizontalAdvance(line));
    }
    for (int row = 0; row < model.rowCount(); ++row) {
      width = std::max(width, text.horizontalAdvance(model.index(row, column).data().toString()));
    }
    table.setColumnWidth(column, width + kCellPadding + (column == 0 ? table.iconSize().width() : 0));
  }
}

}  // namespace

CompareTables::CompareTables(Comparison& comparison, QWidget* parent)
    : QWidget(parent),
      comparison_(comparison),
      result_model_(new ResultModel(comparison, this)),
      difference_model_(new DifferenceModel(comparison, this)),
      sorted_(new ResultOrder(this)),
      tabs_(new QTabBar(this)),
      pages_(new QStackedWidget(this)),
      step_label_(new QLabel(tr("at step"), this)),
      step_(new QSpinBox(this)),
      all_keys_(new QPushButton(tr("All keys"), this)) {
  setObjectName(QStringLiteral("compareTables"));
  setAccessibleName(tr("Tables of the compared runs"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addLayout(buildHead());
  column->addWidget(pages_, 1);
  buildResults();
  buildDifferences();
  connect(tabs_, &QTabBar::currentChanged, pages_, &QStackedWidget::setCurrentIndex);
  connect(tabs_, &QTabBar::currentChanged, this, &CompareTables::follow);
  connect(&comparison_, &Comparison::curvesChanged, this, [this] {
    follow();
    fitColumns();
  });
  connect(&comparison_, &Comparison::grew, this, &CompareTables::follow);
  follow();
}

void CompareTables::buildResults() {
  sorted_->setSourceModel(result_model_);
  sorted_->setDynamicSortFilter(true);
  results_ = makeTable(QStringLiteral("compareResults"), tr("Results"), sorted_, this);
  results_->verticalHeader()->hide();
  results_->setSortingEnabled(true);
  results_->sortByColumn(-1, Qt::AscendingOrder);  // as ticked, until a heading is clicked
  results_->setToolTip(tr("Click a heading to sort; double-click a row to show its run"));
  connect(results_, &QTableView::doubleClicked, this,
          [this](const QModelIndex& index) { Q_EMIT openAsked(index.data(ResultModel::directory_role).toString()); });
  pages_->addWidget(results_);
}

void CompareTables::buildDifferences() {
  differences_ =
      makeTable(QStringLiteral("compareDifferences"), tr("Configuration differences"), difference_model_, this);
  differences_->verticalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
  differences_->verticalHeader()->setHighlightSections(false);
  differences_->horizontalHeader()->setDefaultSectionSize(132);
  differences_->setToolTip(tr("Values other than a row's usual one are bold"));
  pages_->addWidget(differences_);
}

QLayout* CompareTables::buildHead() {
  tabs_->setObjectName(QStringLiteral("compareTabs"));
  tabs_->setAccessibleName(tr("Tables"));
  tabs_->setDocumentMode(true);
  tabs_->setExpanding(false);
  tabs_->addTab(tr("Results"));
  tabs_->addTab(tr("Configuration"));
  step_label_->setProperty("tone", QStringLiteral("muted"));
  step_label_->setBuddy(step_);
  step_->setObjectName(QStringLiteral("compareStep"));
  step_->setAccessibleName(tr("Step of the column “at step”"));
  step_->setToolTip(
      tr("Real step at which the runs are compared; until it is set, the furthest that all of them have reached"));
  step_->setRange(0, 1'000'000'000);
  step_->setSingleStep(100);
  all_keys_->setObjectName(QStringLiteral("compareAllKeys"));
  all_keys_->setProperty("chip", true);
  all_keys_->setCheckable(true);
  all_keys_->setAccessibleName(tr("All keys"));
  all_keys_->setToolTip(tr("Also the keys that are the same everywhere"));
  connect(step_, &QSpinBox::valueChanged, this, [this](int step) {
    step_by_hand_ = step_by_hand_ || step_->hasFocus();
    result_model_->setStep(step);
  });
  connect(all_keys_, &QPushButton::toggled, this, [this](bool all) {
    difference_model_->setShowsAll(all);
    follow();
  });
  auto* row = new QHBoxLayout;
  row->setContentsMargins(0, 0, 0, 2);
  row->setSpacing(6);
  row->addWidget(tabs_);
  row->addStretch(1);
  row->addWidget(step_label_);
  row->addWidget(step_);
  row->addWidget(all_keys_);
  return row;
}

void CompareTables::setMetrics(const std::vector<mbpo::Metric>& metrics) {
  result_model_->setMetrics(metrics);
  fitColumns();
}

void CompareTables::fitColumns() {
  fitToLines(*results_);
  differences_->resizeColumnsToContents();
}

int CompareTables::heightForResults() const {
  return tabs_->sizeHint().height() + 4 + results_->horizontalHeader()->sizeHint().height() +
         result_model_->rowCount() * results_->verticalHeader()->defaultSectionSize() +
         results_->horizontalScrollBar()->sizeHint().height() + 4;
}

void CompareTables::follow() {
  const bool results = tabs_->currentIndex() == 0;
  step_->setVisible(results);
  step_label_->setVisible(results);
  all_keys_->setVisible(!results);
  const int different = difference_model_->differences();
  tabs_->setTabText(
      1, different == 1 ? tr("Configuration · 1 difference") : tr("Configuration · %1 differences").arg(different));
  if (!step_by_hand_) step_->setValue(static_cast<int>(result_model_->commonStep()));
}

}  // namespace compare
