#include "ui/compare/compare_page.h"

#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <algorithm>
#include <memory>
#include <utility>

#include "ui/charts/export_event.h"
#include "ui/charts/export_job.h"
#include "ui/charts/live_chart.h"
#include "ui/charts/save_dialog.h"
#include "ui/compare/chart_board.h"
#include "ui/compare/compare_bar.h"
#include "ui/compare/compare_export.h"
#include "ui/compare/compare_tables.h"
#include "ui/compare/comparison.h"
#include "ui/compare/curve_legend.h"
#include "ui/models/compared_runs.h"
#include "ui/panels/metric_text.h"

namespace compare {
namespace {

constexpr int kLeastCurves = 210, kLeastTables = 110;  // pixels: two rows of legend and a chart; two results

}  // namespace

ComparePage::ComparePage(models::RunListModel& runs, models::ComparedRuns& compared, QWidget* parent)
    : QWidget(parent),
      compared_(compared),
      comparison_(new Comparison(compared, this)),
      bar_(new CompareBar(runs, compared, this)),
      problems_(new QLabel(this)),
      content_(new QStackedWidget(this)),
      splitter_(new QSplitter(Qt::Vertical)),
      charts_(new ChartBoard(*comparison_)),
      tables_(new CompareTables(*comparison_)) {
  setObjectName(QStringLiteral("comparePage"));
  setAccessibleName(tr("Compare"));
  problems_->setObjectName(QStringLiteral("compareProblems"));
  problems_->setProperty("tone", QStringLiteral("refused"));
  problems_->setWordWrap(true);

  auto* curves = new QWidget(splitter_);
  auto* column = new QVBoxLayout(curves);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(6);
  column->addWidget(new CurveLegend(*comparison_, curves));
  column->addWidget(charts_, 1);
  splitter_->setObjectName(QStringLiteral("compareSplitter"));
  splitter_->addWidget(curves);
  splitter_->addWidget(tables_);
  splitter_->setStretchFactor(0, 1);
  splitter_->setChildrenCollapsible(false);
  content_->addWidget(buildInvitation());
  content_->addWidget(splitter_);

  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(8, 8, 8, 0);
  all->setSpacing(6);
  all->addWidget(bar_);
  all->addWidget(problems_);
  all->addWidget(content_, 1);

  buildExports();
  connect(splitter_, &QSplitter::splitterMoved, this, [this] { shared_by_hand_ = true; });
  connect(comparison_, &Comparison::curvesChanged, this, &ComparePage::shareHeight);
  connect(bar_, &CompareBar::changed, this, &ComparePage::apply);
  connect(tables_, &CompareTables::openAsked, this, &ComparePage::openAsked);
  connect(comparison_, &Comparison::curvesChanged, this, &ComparePage::sayWhatIsThere);
  connect(&compared_, &models::ComparedRuns::changed, this, &ComparePage::sayWhatIsThere);
  const auto say_what_lacks = [this] { bar_->showLacking(comparison_->lacking()); };
  connect(comparison_, &Comparison::curvesChanged, this, say_what_lacks);
  connect(comparison_, &Comparison::grew, this, say_what_lacks);
  apply(bar_->settings());
  sayWhatIsThere();
}

QWidget* ComparePage::buildInvitation() {
  auto* page = new QWidget(content_);
  auto* words = new QLabel(tr("Tick two runs or more in the list of runs, or choose them here:\n"
                              "their curves, results and configurations appear side by side."),
                           page);
  words->setObjectName(QStringLiteral("compareInvitation"));
  words->setAlignment(Qt::AlignCenter);
  words->setWordWrap(true);
  words->setProperty("tone", QStringLiteral("muted"));
  auto* choose = new QPushButton(tr("Choose runs"), page);
  choose->setObjectName(QStringLiteral("compareChoose"));
  choose->setProperty("primary", true);
  choose->setAccessibleName(tr("Choose runs"));
  choose->setToolTip(tr("Tick the runs to compare"));
  connect(choose, &QPushButton::clicked, bar_, &CompareBar::chooseRuns);
  auto* column = new QVBoxLayout(page);
  column->addStretch(2);
  column->addWidget(words);
  column->addSpacing(12);
  column->addWidget(choose, 0, Qt::AlignHCenter);
  column->addStretch(3);
  return page;
}

void ComparePage::buildExports() {
  QMenu* menu = bar_->exports();
  const auto add = [&](const char* name, const QString& text, auto&& act) {
    menu->addAction(text, this, act)->setObjectName(QString::fromLatin1(name));
  };
  add("exportPng", tr("All charts as a picture (PNG) …"),
      [this] { askForFile(tr("Export charts"), QStringLiteral("compare.png"), tr("Pictures (*.png)")); });
  add("exportSvg", tr("Each chart as a vector picture (SVG) …"),
      [this] { askForFile(tr("Export charts"), QStringLiteral("compare.svg"), tr("Vector pictures (*.svg)")); });
  add("exportCsv", tr("Curves as a table (CSV) …"),
      [this] { askForFile(tr("Export curves"), QStringLiteral("compare.csv"), tr("Tables (*.csv)")); });
  menu->addSeparator();
  add("exportResults", tr("Results as a table (CSV) …"), [this] { saveTable(true); });
  add("exportDifferences", tr("Configurations as a table (CSV) …"), [this] { saveTable(false); });
}

void ComparePage::apply(const CompareSettings& settings) {
  comparison_->setGrouped(settings.grouped);
  charts_->setSettings(settings);
  tables_->setMetrics(settings.metrics);
}

QJsonObject ComparePage::state() const { return toJson(bar_->settings()); }
void ComparePage::restore(const QJsonObject& state) { bar_->setSettings(settingsFromJson(state)); }
void ComparePage::setSettings(const CompareSettings& settings) { bar_->setSettings(settings); }

void ComparePage::sayWhatIsThere() {
  content_->setCurrentIndex(compared_.directories().isEmpty() ? 0 : 1);
  QStringList lines;
  for (const auto& [directory, why] : comparison_->problems()) {
    if (compared_.contains(QString::fromStdString(directory))) lines << QString::fromStdString(why);
  }
  problems_->setText(lines.join(u'\n'));
  problems_->setVisible(!lines.isEmpty());
}

void ComparePage::exportTo(const QString& path) {
  const QString suffix = QFileInfo(path).suffix().toLower();
  if (suffix == QLatin1String("csv")) {
    charts::ExportJob::begin(*this, path, charts::contentOf(curvesTable(comparison_->curves(), bar_->settings())));
  } else if (suffix == QLatin1String("png")) {
    exportPicture(path);
  } else if (suffix == QLatin1String("svg")) {
    exportDrawings(path);
  } else {
    charts::tellExport(*this, path, tr("%1: the comparison is written as .png, .svg or .csv").arg(path));
  }
}

/// All charts, painted one by one.
void ComparePage::exportPicture(const QString& path) {
  const auto picture = std::make_shared<QImage>(charts_->emptyPicture());
  std::vector<charts::ExportJob::Piece> pieces;
  for (const mbpo::Metric metric : charts_->metrics()) {
    pieces.emplace_back([this, picture, metric] { charts_->paintInto(*picture, metric); });
  }
  const auto write = [path, picture] {
    charts::saveFile(path, [picture](QIODevice& out) { picture->save(&out, "PNG"); });
  };
  new charts::ExportJob(*this, path, write, std::move(pieces));
}

/// Each chart as a file of its own.
void ComparePage::exportDrawings(const QString& path) {
  const auto drawings = std::make_shared<std::vector<std::pair<QString, charts::FileContent>>>();
  std::vector<charts::ExportJob::Piece> pieces;
  for (const mbpo::Metric metric : charts_->metrics()) {
    const QString name = QStringLiteral("-%1.svg").arg(panels::metricText(mbpo::metricSpec(metric).name));
    pieces.emplace_back([this, metric, drawings, file = QString(path.chopped(4) + name)] {
      const charts::LiveChart* chart = charts_->chart(metric);
      if (chart != nullptr) drawings->emplace_back(file, chart->makeContent(file));
    });
  }
  const auto write = [drawings] {
    for (const auto& [file, content] : *drawings) charts::saveFile(file, content);
  };
  new charts::ExportJob(*this, path, write, std::move(pieces));
}

void ComparePage::askForFile(const QString& title, const QString& suggestion, const QString& kinds) {
  charts::askWhereToSave(*this, title, suggestion, kinds, [this](const QString& path) { exportTo(path); });
}

void ComparePage::saveTable(bool results) {
  const QString suggestion = results ? QStringLiteral("results.csv") : QStringLiteral("configurations.csv");
  charts::askWhereToSave(*this, tr("Export table"), suggestion, tr("Tables (*.csv)"),
                         [this, results](const QString& path) {
                           const QTableView* table = results ? tables_->results() : tables_->differences();
                           charts::ExportJob::begin(*this, path, charts::contentOf(shownTable(*table->model())));
                         });
}

/// The results get the height that they need, up to nearly half, and once the charts have theirs.
void ComparePage::shareHeight() {
  if (shared_by_hand_) return;
  const int height = content_->height();
  const int left = std::max(kLeastTables, height - kLeastCurves);
  const int table = std::min({tables_->heightForResults(), height * 45 / 100, left});
  splitter_->setSizes({height - table, table});
}

void ComparePage::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  shareHeight();
}

void ComparePage::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  comparison_->setWatched(true);
}

void ComparePage::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  comparison_->setWatched(false);
}

}  // namespace compare
