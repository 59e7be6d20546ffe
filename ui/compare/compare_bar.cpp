#include "ui/compare/compare_bar.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPushButton>
#include <QSlider>
#include <QStandardItemModel>
#include <QToolButton>
#include <algorithm>

#include "ui/compare/check_popup.h"
#include "ui/models/compared_runs.h"
#include "ui/models/run_filter.h"
#include "ui/models/run_list_model.h"
#include "ui/panels/flow_layout.h"
#include "ui/panels/icon.h"
#include "ui/panels/metric_text.h"

namespace compare {
namespace {

constexpr int kMostCharts = 6;
constexpr qsizetype kNamesInTip = 8;

CheckPopup* makeRunPopup(models::RunListModel& runs, QWidget* parent) {
  auto* filter = new models::RunFilter(parent);
  filter->setSourceModel(&runs);
  auto* popup = new CheckPopup(
      QStringLiteral("compareRuns"), filter, [filter](const QString& text) { filter->setQuery(text); }, parent);
  popup->setPlaceholder(CompareBar::tr("Search runs, such as env:hopper seed:3"));
  return popup;
}

CheckPopup* makeMetricPopup(QStandardItemModel& metrics, QWidget* parent) {
  auto* filter = new QSortFilterProxyModel(parent);
  filter->setSourceModel(&metrics);
  filter->setFilterCaseSensitivity(Qt::CaseInsensitive);
  auto* popup = new CheckPopup(
      QStringLiteral("compareMetrics"), filter, [filter](const QString& text) { filter->setFilterFixedString(text); },
      parent);
  popup->setPlaceholder(CompareBar::tr("Search metrics"));
  return popup;
}

}  // namespace

CompareBar::CompareBar(models::RunListModel& runs, models::ComparedRuns& compared, QWidget* parent)
    : QWidget(parent),
      runs_(runs),
      compared_(compared),
      metrics_(new QStandardItemModel(this)),
      exports_(new QMenu(this)) {
  setObjectName(QStringLiteral("compareBar"));
  setAccessibleName(tr("How runs are compared"));
  buildMetrics();
  run_popup_ = makeRunPopup(runs_, this);
  metric_popup_ = makeMetricPopup(*metrics_, this);
  buildControls();
  connectControls();
  show(settings_);
}

QToolButton* CompareBar::makeButton(const QString& name, const QString& text, const QString& tip) {
  auto* button = new QToolButton(this);
  button->setObjectName(name);
  button->setText(text);
  button->setAccessibleName(text);
  button->setToolTip(tip);
  button->setProperty("transport", true);
  button->setToolButtonStyle(Qt::ToolButtonTextOnly);
  return button;
}

QPushButton* CompareBar::makeSwitch(const QString& name, const QString& text, const QString& tip) {
  auto* chip = new QPushButton(text, this);
  chip->setObjectName(name);
  chip->setAccessibleName(text);
  chip->setToolTip(tip);
  chip->setCheckable(true);
  chip->setProperty("chip", true);
  return chip;
}

void CompareBar::buildMetrics() {
  for (int i = 0; i < mbpo::kMetricCount; ++i) {
    const auto metric = static_cast<mbpo::Metric>(i);
    auto* item = new QStandardItem(panels::axisTitle(metric));
    item->setCheckable(true);
    item->setEditable(false);
    item->setToolTip(panels::metricTip(metric));
    metrics_->appendRow(item);
  }
}

void CompareBar::buildControls() {
  choose_runs_ = makeButton(QStringLiteral("compareChooseRuns"), tr("Runs"),
                            tr("Tick the runs to compare; the list of runs has the same ticks"));
  choose_metrics_ = makeButton(QStringLiteral("compareChooseMetrics"), tr("Charts"),
                               tr("Tick what to draw: any recorded metric, up to %1 charts").arg(kMostCharts));
  grouped_ = makeSwitch(
      QStringLiteral("compareGrouped"), tr("mean ± std over seeds"),
      tr("One curve per configuration: runs that differ in nothing but the seed, live changes included.\n"
         "Mean and sample standard deviation (n − 1) at every place where any of them has a point; between its points\n"
         "a run is interpolated linearly, settings hold. Drawn where at least half of the runs, and two, have come "
         "that\n"
         "far; nothing is extrapolated. A marker says where fewer runs are left."));
  x_ = new QComboBox(this);
  x_->setObjectName(QStringLiteral("compareX"));
  x_->setAccessibleName(tr("x axis"));
  x_->setToolTip(tr("What runs are laid side by side over"));
  x_->addItem(tr("over steps"), static_cast<int>(XAxis::real_steps));
  x_->addItem(tr("over epochs"), static_cast<int>(XAxis::epochs));
  x_->addItem(tr("over wall time"), static_cast<int>(XAxis::wall_time));
  log_x_ =
      makeSwitch(QStringLiteral("compareLogX"), tr("log x"), tr("Logarithmic x axis; places up to 0 are left out"));
  log_y_ = makeSwitch(QStringLiteral("compareLogY"), tr("log y"),
                      tr("Logarithmic y axes; values up to 0 lie on the lower edge, marked"));
  export_ = makeButton(QStringLiteral("compareExport"), tr("Export"), tr("Save pictures and tables"));
  export_->setIcon(panels::icon(QStringLiteral("export")));
  export_->setIconSize({16, 16});
  export_->setToolButtonStyle(Qt::ToolButtonIconOnly);
  export_->setMenu(exports_);
  export_->setPopupMode(QToolButton::InstantPopup);

  auto* flow = new panels::FlowLayout(6, this);
  for (QWidget* widget : std::initializer_list<QWidget*>{choose_runs_, choose_metrics_, x_, log_x_, log_y_, grouped_,
                                                         buildSmoothing(), export_}) {
    flow->addWidget(widget);
    flow->setAlignment(widget, Qt::AlignVCenter);
  }
}

QWidget* CompareBar::buildSmoothing() {
  auto* pair = new QWidget(this);
  auto* label = new QLabel(tr("smooth"), pair);
  smoothing_ = new QSlider(Qt::Horizontal, pair);
  smoothing_->setObjectName(QStringLiteral("compareSmoothing"));
  smoothing_->setAccessibleName(tr("Smoothing"));
  smoothing_->setToolTip(
      tr("Weight of the past in the moving average; raw values stay faint behind. At the left end: none"));
  smoothing_->setRange(0, 99);
  smoothing_->setFixedWidth(72);
  label->setProperty("tone", QStringLiteral("muted"));
  label->setBuddy(smoothing_);
  auto* row = new QHBoxLayout(pair);
  row->setContentsMargins(2, 0, 2, 0);
  row->setSpacing(6);
  row->addWidget(label);
  row->addWidget(smoothing_);
  return pair;
}

void CompareBar::connectControls() {
  connect(choose_runs_, &QToolButton::clicked, this, &CompareBar::chooseRuns);
  connect(choose_metrics_, &QToolButton::clicked, this, [this] { metric_popup_->openBelow(choose_metrics_); });
  connect(&compared_, &models::ComparedRuns::changed, this, [this] { show(settings_); });
  connect(metrics_, &QStandardItemModel::itemChanged, this, &CompareBar::takeMetrics);
  connect(x_, &QComboBox::currentIndexChanged, this, [this] {
    settings_.x = static_cast<XAxis>(x_->currentData().toInt());
    say();
  });
  const auto on = [this](QPushButton* button, bool CompareSettings::*setting) {
    connect(button, &QPushButton::toggled, this, [this, setting](bool checked) {
      settings_.*setting = checked;
      say();
    });
  };
  on(grouped_, &CompareSettings::grouped);
  on(log_x_, &CompareSettings::log_x);
  on(log_y_, &CompareSettings::log_y);
  connect(smoothing_, &QSlider::valueChanged, this, [this](int hundredths) {
    settings_.smoothing = hundredths / 100.0;
    say();
  });
}

void CompareBar::chooseRuns() {
  runs_.refreshSoon();
  run_popup_->openBelow(choose_runs_);
}

/// Newly ticked metrics come last; one chart always stays.
void CompareBar::takeMetrics() {
  if (showing_) return;
  std::vector<mbpo::Metric> chosen;
  const auto ticked = [this](mbpo::Metric metric) {
    return metrics_->item(static_cast<int>(metric))->checkState() == Qt::Checked;
  };
  for (const mbpo::Metric metric : settings_.metrics) {
    if (ticked(metric)) chosen.push_back(metric);
  }
  for (int i = 0; i < mbpo::kMetricCount; ++i) {
    const auto metric = static_cast<mbpo::Metric>(i);
    const bool known = std::ranges::find(chosen, metric) != chosen.end();
    if (!known && ticked(metric) && chosen.size() < kMostCharts) chosen.push_back(metric);
  }
  if (!chosen.empty()) settings_.metrics = chosen;
  show(settings_);
  say();
}

void CompareBar::setSettings(const CompareSettings& settings) {
  if (settings == settings_) return;
  settings_ = settings;
  show(settings_);
  Q_EMIT changed(settings_);
}

void CompareBar::showLacking(const std::map<mbpo::Metric, QStringList>& lacking) {
  if (lacking == lacking_) return;
  lacking_ = lacking;
  const qsizetype runs = compared_.directories().size();
  showing_ = true;
  for (int i = 0; i < mbpo::kMetricCount; ++i) {
    const auto metric = static_cast<mbpo::Metric>(i);
    const auto found = lacking_.find(metric);
    QString tip = panels::metricTip(metric), remark;
    if (found != lacking_.end()) {
      QStringList names = found->second;
      remark = names.size() >= runs ? tr("not recorded") : tr("not in %1 of %2").arg(names.size()).arg(runs);
      if (names.size() > kNamesInTip) names = names.mid(0, kNamesInTip) << tr("…");
      tip += QStringLiteral("<br><br>") + tr("<b>Not recorded by</b> %1").arg(names.join(tr(", ")).toHtmlEscaped());
    }
    QStandardItem* item = metrics_->item(i);
    item->setToolTip(tip);
    item->setData(remark, CheckPopup::kRemarkRole);
    item->setData(remark, Qt::AccessibleDescriptionRole);
  }
  showing_ = false;
}

void CompareBar::show(const CompareSettings& settings) {
  showing_ = true;
  for (int i = 0; i < mbpo::kMetricCount; ++i) {
    const bool chosen = std::ranges::find(settings.metrics, static_cast<mbpo::Metric>(i)) != settings.metrics.end();
    metrics_->item(i)->setCheckState(chosen ? Qt::Checked : Qt::Unchecked);
  }
  x_->setCurrentIndex(x_->findData(static_cast<int>(settings.x)));
  log_x_->setChecked(settings.log_x);
  log_y_->setChecked(settings.log_y);
  grouped_->setChecked(settings.grouped);
  smoothing_->setValue(qRound(settings.smoothing * 100));
  choose_runs_->setText(tr("Runs · %1 ▾").arg(compared_.directories().size()));
  choose_metrics_->setText(tr("Charts · %1 ▾").arg(settings.metrics.size()));
  choose_runs_->updateGeometry();
  showing_ = false;
}

void CompareBar::say() {
  if (!showing_) Q_EMIT changed(settings_);
}

}  // namespace compare
