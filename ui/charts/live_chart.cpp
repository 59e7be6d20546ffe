#include "ui/charts/live_chart.h"

#include <QEvent>
#include <QLabel>
#include <QPainter>
#include <QResizeEvent>
#include <cmath>

#include "ui/charts/chart_parts.h"
#include "ui/charts/chart_state.h"

namespace charts {

LiveChart::LiveChart(QWidget* parent) : ChartCard(parent), parts_(std::make_unique<Parts>()) {
  parts_->title = new QLabel(this);
  parts_->title->setObjectName(QStringLiteral("chart_title"));
  parts_->badge = new ChartBadge(this);
  parts_->legend = new ChartLegend(this);
  parts_->pill = new FollowPill(this);
  parts_->view = new PlotView(this);
  parts_->model.empty_text = tr("No data yet: press Run");
  setMinimumSize(minimumSizeHint());

  connect(parts_->pill, &QAbstractButton::clicked, this, &LiveChart::setFollowLive);
  connect(parts_->view, &PlotView::resized, this, &LiveChart::scheduleRefresh);
  connect(parts_->view, &PlotView::resetRequested, this, &LiveChart::showAll);
  connect(parts_->view, &PlotView::zoomedX, this, [this](double centre, double factor) {
    changeWindow([&](ViewWindow& window) { window.zoom(centre, factor); });
  });
  connect(parts_->view, &PlotView::zoomedY, this, [this](double centre, double factor) {
    parts_->model.y_by_hand = zoomed(parts_->view->scenery().y, centre, factor);
    scheduleRefresh();
  });
  connect(parts_->view, &PlotView::panned, this, [this](double x, double y) {
    if (parts_->model.y_by_hand) parts_->model.y_by_hand = moved(*parts_->model.y_by_hand, -y);
    changeWindow([&](ViewWindow& window) { window.pan(-x); });
  });
  connect(parts_->view, &PlotView::pointerMoved, this, [this](double x) {
    if (!parts_->model.hasPoints()) return;
    const double value = parts_->view->scenery().x_scale.value(x);
    setCrosshair(value);
    Q_EMIT crosshairMoved(value);
  });
  connect(parts_->view, &PlotView::pointerLeft, this, [this] {
    if (!parts_->crosshair_x) return;
    clearCrosshair();
    Q_EMIT crosshairLeft();
  });
  applyTheme();
}

LiveChart::~LiveChart() = default;

void LiveChart::setTitle(const QString& title, const QString& tooltip) {
  parts_->model.title = title;
  parts_->title->setToolTip(tooltip);
  setAccessibleName(title);
  arrange();
}

QString LiveChart::title() const { return parts_->model.title; }

void LiveChart::setBadge(const QString& word, const QString& reason) {
  parts_->badge->setToolTip(reason);
  parts_->badge->setAccessibleDescription(reason);
  if (parts_->badge->text() == word) return;
  parts_->badge->setText(word);
  arrange();
}

QString LiveChart::badge() const { return parts_->badge->text(); }

void LiveChart::setAxisTitles(const QString& x, const QString& y) {
  parts_->model.x_title = x;
  parts_->model.y_title = y;
  scheduleRefresh();
}

void LiveChart::setXScale(AxisScale::Kind kind) {
  if (parts_->model.x_kind == kind) return;
  parts_->model.x_kind = kind;
  changeWindow([](ViewWindow& window) { window.showAll(); });  // a stretch of another axis means nothing
}

AxisScale::Kind LiveChart::xScale() const { return parts_->model.x_kind; }

void LiveChart::setLegendShown(bool shown) {
  parts_->legend_shown = shown;
  arrange();
}

void LiveChart::setEmptyText(const QString& text) {
  parts_->model.empty_text = text;
  scheduleRefresh();
}

QString LiveChart::emptyText() const { return parts_->model.empty_text; }

int LiveChart::addSeries(const SeriesSpec& spec) {
  const int number = seriesCount();
  ChartModel::Series one;
  one.spec = spec;
  one.colour = spec.colour < 0 ? number : spec.colour;
  parts_->model.series.push_back(one);
  parts_->applySmoothing(parts_->model.series.back());
  parts_->lines.push_back(std::make_unique<SeriesLines>(parts_->view));
  LegendEntry* entry = parts_->legend->addEntry(spec.label);
  entry->setToolTip(describe(spec));
  connect(entry, &QAbstractButton::clicked, this, [this, number](bool shown) { setSeriesVisible(number, shown); });
  connect(entry, &LegendEntry::soloAsked, this, [this, number] { toggleSolo(number); });
  applyTheme();
  arrange();
  return number;
}

void LiveChart::removeAllSeries() {
  parts_->lines.clear();
  parts_->model.series.clear();
  parts_->legend->clear();
  parts_->model.window.showAll();
  arrange();
  scheduleRefresh();
}

int LiveChart::seriesCount() const { return static_cast<int>(parts_->model.series.size()); }
const SeriesSpec& LiveChart::seriesSpec(int series) const { return parts_->at(series).spec; }
const QList<QPointF>& LiveChart::points(int series) const { return parts_->at(series).data.points(); }

void LiveChart::setSeriesUnit(int series, const QString& unit) {
  SeriesSpec& spec = parts_->at(series).spec;
  if (spec.unit == unit) return;
  spec.unit = unit;
  parts_->legend->entry(series)->setToolTip(describe(spec));
  scheduleRefresh();
}

void LiveChart::setSeriesOffered(int series, bool offered) {
  if (isSeriesOffered(series) == offered) return;
  parts_->at(series).offered = offered;
  parts_->legend->entry(series)->setVisible(offered);
  arrange();
  scheduleRefresh();
}

bool LiveChart::isSeriesOffered(int series) const { return parts_->at(series).offered; }

void LiveChart::setPoints(int series, QList<QPointF> points) {
  parts_->at(series).data.assign(std::move(points));
  scheduleRefresh();
}

void LiveChart::append(int series, std::span<const QPointF> points) {
  if (points.empty()) return;
  parts_->at(series).data.append(points);
  scheduleRefresh();
}

void LiveChart::setBand(int series, QList<BandPoint> band) {
  parts_->at(series).data.setBand(std::move(band));
  scheduleRefresh();
}

void LiveChart::clearData() {
  for (ChartModel::Series& one : parts_->model.series) {
    one.data.assign({});
    one.data.setBand({});
  }
  parts_->model.markers.clear();
  parts_->model.y_by_hand.reset();
  clearCrosshair();
  showAll();
}

void LiveChart::setMarkers(QList<EventMarker> markers) {
  if (markers == parts_->model.markers) return;
  parts_->model.markers = std::move(markers);
  scheduleRefresh();
}

const QList<EventMarker>& LiveChart::markers() const { return parts_->model.markers; }

void LiveChart::setSeriesVisible(int series, bool visible) {
  ChartModel::Series& one = parts_->at(series);
  parts_->legend->entry(series)->setChecked(visible);
  if (one.visible == visible) return;
  one.visible = visible;
  scheduleRefresh();
  Q_EMIT seriesVisibilityChanged(series, visible);
}

void LiveChart::toggleSolo(int series) {
  bool is_alone = isSeriesVisible(series);
  for (int other = 0; other < seriesCount(); ++other) {
    is_alone = is_alone && (other == series || !isSeriesVisible(other) || !isSeriesOffered(other));
  }
  for (int other = 0; other < seriesCount(); ++other) {
    if (isSeriesOffered(other)) setSeriesVisible(other, is_alone || other == series);
  }
}

bool LiveChart::isSeriesVisible(int series) const { return parts_->at(series).visible; }

void LiveChart::setYScale(AxisScale::Kind kind) {
  if (parts_->model.y_kind == kind) return;
  parts_->model.y_kind = kind;
  parts_->model.y_by_hand.reset();  // plot coordinates of another scale
  scheduleRefresh();
}

AxisScale::Kind LiveChart::yScale() const { return parts_->model.y_kind; }

void LiveChart::setYAnchor(double value) {
  parts_->model.y_anchor = value;
  scheduleRefresh();
}

void LiveChart::setSmoothing(double weight) {
  if (parts_->model.smoothing == weight) return;
  parts_->model.smoothing = weight;
  for (ChartModel::Series& one : parts_->model.series) parts_->applySmoothing(one);
  scheduleRefresh();
}

double LiveChart::smoothing() const { return parts_->model.smoothing; }

ChartState LiveChart::state() const {
  ChartState state{xScale(), yScale(), smoothing(), parts_->model.window.state(), {}};
  for (int i = 0; i < seriesCount(); ++i) {
    if (!isSeriesVisible(i)) state.hidden << i;
  }
  return state;
}

void LiveChart::restore(const ChartState& state) {
  setXScale(state.x_scale);
  setYScale(state.y_scale);
  setSmoothing(state.smoothing);
  for (int i = 0; i < seriesCount(); ++i) setSeriesVisible(i, !state.hidden.contains(i));
  changeWindow([&](ViewWindow& window) { window.restore(state.view); });
}

bool LiveChart::followsLive() const { return parts_->model.window.follows(); }

void LiveChart::setFollowLive(bool follow) {
  changeWindow([&](ViewWindow& window) { window.setFollows(follow); });
}

void LiveChart::showAll() {
  parts_->model.y_by_hand.reset();
  changeWindow([](ViewWindow& window) { window.showAll(); });
}

void LiveChart::setVisibleX(double low, double high) {
  const AxisScale scale = parts_->model.xScale();
  changeWindow([&](ViewWindow& window) { window.show({scale.place(low), scale.place(high)}); });
}

void LiveChart::changeWindow(const std::function<void(ViewWindow&)>& change) {
  ViewWindow& window = parts_->model.window;
  const bool followed = window.follows();
  window.setExtent(parts_->model.xPlaces());
  change(window);
  parts_->pill->setChecked(window.follows());
  scheduleRefresh();
  if (window.follows() != followed) Q_EMIT followLiveChanged(window.follows());
}

std::pair<double, double> LiveChart::visibleX() const {
  const PlotScene& scene = parts_->upToDate(*this).scene;
  return {scene.x_scale.value(scene.x.low), scene.x_scale.value(scene.x.high)};
}

std::pair<double, double> LiveChart::visibleY() const {
  const ChartPicture& picture = parts_->upToDate(*this);
  return {picture.y_scale.value(picture.scene.y.low), picture.y_scale.value(picture.scene.y.high)};
}

bool LiveChart::hasCrosshair() const { return parts_->crosshair_x.has_value(); }
double LiveChart::crosshairX() const { return parts_->crosshair_x.value_or(std::nan("")); }

QStringList LiveChart::readout() const {
  if (!parts_->crosshair_x) return {};
  const Crosshair crosshair = readAt(*parts_->crosshair_x, parts_->model, parts_->upToDate(*this));
  QStringList lines{crosshair.heading};
  for (const Reading& reading : crosshair.readings) lines << reading.label + QStringLiteral(": ") + reading.value;
  return lines;
}

void LiveChart::setCrosshair(double x) {
  parts_->crosshair_x = x;
  parts_->view->setCrosshair(readAt(x, parts_->model, parts_->picture));
}

void LiveChart::clearCrosshair() {
  parts_->crosshair_x.reset();
  parts_->view->setCrosshair(std::nullopt);
}

}  // namespace charts
