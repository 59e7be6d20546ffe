#include "ui/panels/dashboard.h"

#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/charts/live_chart.h"
#include "ui/charts/scatter_chart.h"
#include "ui/models/number_text.h"
#include "ui/panels/bound_charts.h"
#include "ui/panels/bound_selector.h"
#include "ui/panels/bound_text.h"
#include "ui/panels/chart_sections.h"
#include "ui/panels/metric_text.h"
#include "ui/panels/run_header.h"
#include "ui/panels/tile_strip.h"

namespace panels {
namespace {

// Ten refreshes a second look live, and leave the processors to the trainer.
constexpr int kRefreshMilliseconds = 100;
constexpr int kHiddenMilliseconds = 1000;  // nobody looks: only so that there is little to read when somebody does
constexpr int kLeastChartWidth = 296, kChartHeight = 190, kPictureChartHeight = 270;

QString shown(const std::string& value) { return QString::fromStdString(value); }

charts::EventMarker marker(const run::Event& event) {
  QString name = shown(event.key);
  const auto& registry = mbpo::parameterRegistry();
  const auto known = std::find_if(registry.begin(), registry.end(), [&](const auto& p) { return p.key == event.key; });
  if (known != registry.end() && !known->symbol.empty()) name = shown(known->symbol);
  return {static_cast<double>(event.real_steps),
          QStringLiteral("%1 %2 → %3").arg(name, shown(event.old_value), shown(event.new_value)),
          Dashboard::tr("%1 %2 → %3, applied at step %4")
              .arg(shown(event.key), shown(event.old_value), shown(event.new_value),
                   models::groupedText(event.real_steps))};
}

}  // namespace

Dashboard::Dashboard(bridge::SessionBridge& bridge, bridge::ParameterBoard& board, QWidget* parent)
    : QWidget(parent),
      bridge_(bridge),
      board_(board),
      header_(new RunHeader(this)),
      tiles_(new TileStrip(this)),
      sections_(new ChartSections(kLeastChartWidth, kChartHeight, this)),
      selector_(new BoundSelector(this)),
      slope_(new charts::ScatterChart(this)) {
  setObjectName(QStringLiteral("dashboard"));
  setAccessibleName(tr("Dashboard"));
  for (const SectionPlan& section : dashboardPlan()) {
    sections_->addSection(section.id, section.title, section.tooltip);
    for (const ChartPlan& plan : section.charts) build(plan);
    if (section.id == QLatin1String("policy")) sections_->addChart(slope_);  // how the error grows with the shift
  }
  buildBound();

  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 8, 8, 8);
  column->setSpacing(8);
  column->addWidget(header_);
  column->addWidget(tiles_);
  column->addWidget(sections_, 1);

  refresh_.setSingleShot(true);
  connect(&refresh_, &QTimer::timeout, this, &Dashboard::refreshNow);
  connect(&bridge_, &bridge::SessionBridge::runReplaced, this, &Dashboard::restart);
  connect(&bridge_, &bridge::SessionBridge::historyGrew, this, &Dashboard::refreshSoon);
  connect(&bridge_, &bridge::SessionBridge::stateChanged, this, &Dashboard::refreshSoon);
  connect(&bridge_, &bridge::SessionBridge::statusChanged, this, &Dashboard::refreshHeader);
  connect(&board_, &bridge::ParameterBoard::replaced, this, &Dashboard::refreshHeader);
  refreshHeader();
}

void Dashboard::build(const ChartPlan& plan) {
  auto* chart = new charts::LiveChart(sections_);
  chart->setObjectName(QStringLiteral("chart_") + plan.id);
  chart->setAccessibleName(plan.title);
  chart->setTitle(plan.title);
  chart->setAxisTitles(tr("real steps"), plan.y_title);
  chart->setEmptyText(tr("No data yet: press Run (F5)"));
  chart->setYScale(plan.scale);
  if (plan.from_zero) chart->setYAnchor(0);
  for (const SeriesPlan& series : plan.series) {
    const int number = chart->addSeries(seriesSpec(series));
    lines_.push_back({chart, series, number, 0, 0, {}, {}});
  }
  crosshair_.add(chart);
  charts_.emplace_back(plan.id, chart);
  planned_.push_back(chart->state());
  sections_->addChart(chart);
}

void Dashboard::buildBound() {
  slope_->setObjectName(QStringLiteral("chart_slope"));
  slope_->setTitle(tr("Slope d of ε_m′ over ε_π"), metricTip(mbpo::Metric::eps_m_slope));
  slope_->setAxisTitles(tr("ε_π"), tr("ε_m′ − ε_m"));
  std::vector<BoundCharts::Series> series;
  for (const Line& line : lines_) {
    if (line.plan.bound) series.push_back({line.chart, line.series, line.plan});
  }
  bound_ = new BoundCharts(*selector_, *slope_, std::move(series), this);
  connect(bound_, &BoundCharts::redrawn, this, &Dashboard::refreshBoundTile);
  sections_->addAbove(QStringLiteral("bound"), selector_);
  refreshBoundTile();
}

charts::LiveChart* Dashboard::chart(const QString& id) const {
  for (const auto& [name, chart] : charts_) {
    if (name == id) return chart;
  }
  return nullptr;
}

void Dashboard::setLive(bool live) {
  live_ = live;
  if (live) refreshNow();
}

void Dashboard::restart() {
  for (Line& line : lines_) {
    line.cursor = line.spread_cursor = 0;
    line.values.clear();
    line.spreads.clear();
  }
  // A remembered range belongs to a run that is looked at again, not to one that begins.
  const bool keep_ranges = std::exchange(keeps_ranges_, false) && !bridge_.training();
  for (const auto& [name, chart] : charts_) {
    const charts::ChartState state = chart->state();
    chart->clearData();
    if (keep_ranges) chart->restore(state);
    chart->setEmptyText(bridge_.history() == nullptr ? tr("No data yet: press Run (F5)")
                        : bridge_.training()         ? tr("Waiting for the first value …")
                                                     : tr("Reading, or nothing was recorded"));
  }
  event_cursor_ = 0;
  markers_.clear();
  bound_->restart(bridge_.history() != nullptr ? bridge_.state().configuration.get() : nullptr);
  refreshNow();
}

void Dashboard::refreshSoon() {
  if (live_ && !refresh_.isActive()) refresh_.start(isVisible() ? kRefreshMilliseconds : kHiddenMilliseconds);
}

void Dashboard::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  if (refresh_.isActive()) refresh_.start(kRefreshMilliseconds);
}

void Dashboard::refreshNow() {
  refresh_.stop();
  refreshHeader();
  tiles_->refresh(bridge_.state(), bridge_.latest());
  const run::History* history = bridge_.history();
  if (history == nullptr) return;
  for (Line& line : lines_) {
    if (!line.plan.bound) readLine(line, *history);
  }
  bound_->read(*history, !bridge_.training() && bridge_.caughtUp());
  readMarkers(*history);
  explainEmptyCharts();
}

/// A recording that has been read holds no more than it shows.
void Dashboard::explainEmptyCharts() {
  if (bridge_.training() || !bridge_.caughtUp()) return;
  for (const Line& line : lines_) {
    if (line.plan.bound || line.series != 0 || !line.chart->points(0).isEmpty()) continue;
    line.chart->setEmptyText(tr("Not in this recording: it was made before this was measured, or ended too soon"));
  }
}

void Dashboard::refreshBoundTile() {
  const auto newest = bound_ != nullptr ? bound_->latest() : std::nullopt;
  const QString origin = bound_ != nullptr && bound_->isRecomputed() ? tr("recomputed") : tr("estimated");
  tiles_->setBound(newest ? models::shortText(newest->lowerBound()) : QString(), origin,
                   newest ? vacuityTip(*newest) : QString());
}

void Dashboard::readLine(Line& line, const run::History& history) {
  std::vector<run::Point> fresh;
  line.cursor = history.read(line.plan.metric, line.cursor, fresh);
  if (!fresh.empty()) {
    std::vector<QPointF> points;
    points.reserve(fresh.size());
    for (const run::Point& point : fresh) points.emplace_back(point.real_steps, point.value);
    line.chart->append(line.series, points);
    if (line.plan.spread) line.values.insert(line.values.end(), fresh.begin(), fresh.end());
  }
  if (line.plan.spread) readSpread(line, history);
}

void Dashboard::readSpread(Line& line, const run::History& history) {
  const std::size_t before = line.spreads.size();
  line.spread_cursor = history.read(*line.plan.spread, line.spread_cursor, line.spreads);
  if (line.spreads.size() == before) return;
  QList<charts::BandPoint> band;
  const std::size_t both = std::min(line.values.size(), line.spreads.size());
  for (std::size_t i = 0; i < both; ++i) {
    const double mean = line.values[i].value, std = line.spreads[i].value;
    band << charts::BandPoint{line.values[i].real_steps, mean - std, mean + std};
  }
  line.chart->setBand(line.series, band);
}

void Dashboard::readMarkers(const run::History& history) {
  std::vector<run::Event> events;
  event_cursor_ = history.readEvents(event_cursor_, events);
  const auto before = markers_.size();
  for (const run::Event& event : events) {
    if (event.kind == run::EventKind::parameter_applied) markers_ << marker(event);
  }
  if (markers_.size() == before) return;
  for (const auto& [name, chart] : charts_) chart->setMarkers(markers_);
}

void Dashboard::refreshHeader() {
  const mbpo::Configuration& next = board_.configuration();
  header_->refresh(bridge_.state(), bridge_.training(),
                   tr("%1 with preset %2").arg(shown(next.environment), shown(next.preset)));
}

QImage Dashboard::toImage(int width, const QString& section) {
  sections_->makePicture(section, section.isEmpty() ? kChartHeight : kPictureChartHeight);
  tiles_->setVisible(section.isEmpty());
  ensurePolished();
  const QMargins margins = layout()->contentsMargins();
  int height = sections_->heightFor(width - margins.left() - margins.right()) + margins.top() + margins.bottom();
  for (const QWidget* above : {static_cast<QWidget*>(header_), static_cast<QWidget*>(tiles_)}) {
    if (!above->isHidden()) height += above->sizeHint().height() + layout()->spacing();
  }
  resize(width, height);
  layout()->activate();
  sections_->settle();
  return grab().toImage();
}

}  // namespace panels
