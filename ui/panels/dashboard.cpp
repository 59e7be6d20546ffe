#include "ui/panels/dashboard.h"

#include <QEvent>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

#include "ui/charts/live_chart.h"
#include "ui/models/number_text.h"
#include "ui/panels/adaptive_grid.h"
#include "ui/panels/run_header.h"
#include "ui/panels/tile_strip.h"

namespace panels {
namespace {

// Ten refreshes a second look live, and leave the processors to the trainer.
constexpr int kRefreshMilliseconds = 100;
constexpr int kLeastChartWidth = 296, kChartHeight = 212;

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
      scroll_(new QScrollArea(this)),
      grid_(new AdaptiveGrid(kLeastChartWidth, kChartHeight)) {
  setObjectName(QStringLiteral("dashboard"));
  setAccessibleName(tr("Dashboard"));
  for (const ChartPlan& plan : dashboardPlan()) build(plan);

  scroll_->setObjectName(QStringLiteral("dashboardScroll"));
  scroll_->setAccessibleName(tr("Charts"));
  scroll_->setWidgetResizable(true);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setWidget(grid_);
  scroll_->viewport()->installEventFilter(this);

  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 8, 8, 8);
  column->setSpacing(8);
  column->addWidget(header_);
  column->addWidget(tiles_);
  column->addWidget(scroll_, 1);

  refresh_.setSingleShot(true);
  refresh_.setInterval(kRefreshMilliseconds);
  connect(&refresh_, &QTimer::timeout, this, &Dashboard::refreshNow);
  connect(&bridge_, &bridge::SessionBridge::runReplaced, this, &Dashboard::restart);
  connect(&bridge_, &bridge::SessionBridge::historyGrew, this, &Dashboard::refreshSoon);
  connect(&bridge_, &bridge::SessionBridge::stateChanged, this, &Dashboard::refreshSoon);
  connect(&bridge_, &bridge::SessionBridge::statusChanged, this, &Dashboard::refreshHeader);
  connect(&board_, &bridge::ParameterBoard::replaced, this, &Dashboard::refreshHeader);
  refreshHeader();
}

void Dashboard::build(const ChartPlan& plan) {
  auto* chart = new charts::LiveChart(grid_);
  chart->setObjectName(QStringLiteral("chart_") + plan.id);
  chart->setAccessibleName(plan.title);
  chart->setTitle(plan.title);
  chart->setAxisTitles(tr("real steps"), plan.y_title);
  chart->setEmptyText(tr("No data yet: press Run (F5)"));
  chart->setYScale(plan.scale);
  if (plan.from_zero) chart->setYAnchor(0);
  for (const SeriesPlan& series : plan.series) {
    const int number = chart->addSeries(seriesSpec(series, -1));
    lines_.push_back({chart, series, number, 0, 0, {}, {}});
  }
  crosshair_.add(chart);
  charts_.emplace_back(plan.id, chart);
  planned_.push_back(chart->state());
  grid_->add(chart);
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
  refreshNow();
}

void Dashboard::refreshSoon() {
  if (live_ && !refresh_.isActive()) refresh_.start();
}

void Dashboard::refreshNow() {
  refresh_.stop();
  refreshHeader();
  tiles_->refresh(bridge_.state(), bridge_.latest());
  const run::History* history = bridge_.history();
  if (history == nullptr) return;
  for (Line& line : lines_) readLine(line, *history);
  readMarkers(*history);
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

bool Dashboard::eventFilter(QObject* watched, QEvent* event) {
  if (watched == scroll_->viewport() && event->type() == QEvent::Resize) {
    grid_->setViewportHeight(scroll_->viewport()->height());
  }
  return QWidget::eventFilter(watched, event);
}

QImage Dashboard::toImage(QSize size) {
  resize(size);
  ensurePolished();
  return grab().toImage();
}

}  // namespace panels
