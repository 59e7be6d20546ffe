#include "ui/compare/chart_board.h"

#include <QGridLayout>
#include <QPainter>
#include <QResizeEvent>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/charts/chart_state.h"
#include "ui/charts/live_chart.h"
#include "ui/panels/metric_text.h"

namespace compare {
namespace {

constexpr int kLeastChartWidth = 300, kChartHeight = 150, kGap = 8, kMostColumns = 6;
constexpr QSize kPictureChart{720, 400};
constexpr int kPictureGap = 12, kPictureColumns = 2;
constexpr double kPictureDensity = 2;

charts::AxisScale::Kind scaleOf(bool log) {
  return log ? charts::AxisScale::Kind::log : charts::AxisScale::Kind::linear;
}

charts::SeriesSpec specOf(const Curve& curve, mbpo::Metric metric, bool grouped) {
  const mbpo::MetricSpec& spec = mbpo::metricSpec(metric);
  charts::SeriesSpec series;
  series.label = curve.label;
  series.unit = panels::metricText(spec.unit);
  series.provenance = panels::provenanceText(metric);
  series.explanation = curve.name;
  if (grouped && curve.runs.size() > 1) {
    series.explanation += u'\n';
    series.explanation += ChartBoard::tr("Mean over seeds; band: ± sample standard deviation.");
  }
  series.colour = curve.look.colour;
  series.dash = curve.look.dash;
  series.shape =
      betweenPointsOf(metric) == Between::held ? charts::SeriesSpec::Shape::steps : charts::SeriesSpec::Shape::line;
  return series;
}

}  // namespace

ChartBoard::ChartBoard(Comparison& comparison, QWidget* parent) : QScrollArea(parent), comparison_(comparison) {
  setObjectName(QStringLiteral("compareCharts"));
  setAccessibleName(tr("Charts of the compared runs"));
  setWidgetResizable(true);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFrameShape(QFrame::NoFrame);
  connect(&comparison_, &Comparison::curvesChanged, this, &ChartBoard::refill);
  connect(&comparison_, &Comparison::visibilityChanged, this, &ChartBoard::applyVisibility);
  connect(&comparison_, &Comparison::grew, this, &ChartBoard::grow);
  rebuildCharts();
}

charts::LiveChart* ChartBoard::chart(mbpo::Metric metric) const {
  const auto found = std::ranges::find(settings_.metrics, metric);
  return found == settings_.metrics.end() ? nullptr
                                          : charts_[static_cast<std::size_t>(found - settings_.metrics.begin())];
}

void ChartBoard::setSettings(const CompareSettings& settings) {
  const CompareSettings before = std::exchange(settings_, settings);
  if (before.metrics != settings.metrics) {
    rebuildCharts();
    return;
  }
  for (charts::LiveChart* chart : charts_) {
    chart->setSmoothing(settings.smoothing);
    if (before.log_y != settings.log_y) {
      chart->setYScale(scaleOf(settings.log_y));
    }
    if (before.log_x != settings.log_x) chart->setXScale(scaleOf(settings.log_x));
  }
  if (before.x != settings.x) {
    for (charts::LiveChart* chart : charts_) chart->showAll();  // a stretch of another axis means nothing
    refill();
  }
}

void ChartBoard::rebuildCharts() {
  auto* page = new QWidget;
  grid_ = new QGridLayout(page);
  grid_->setContentsMargins(0, 0, 0, 0);
  grid_->setSpacing(kGap);
  charts_.clear();
  for (const mbpo::Metric metric : settings_.metrics) {
    const QString name = panels::metricText(mbpo::metricSpec(metric).name);
    auto* chart = new charts::LiveChart(page);
    chart->setObjectName(QStringLiteral("compare_") + name);
    chart->setTitle(panels::metricText(mbpo::metricSpec(metric).label), panels::metricTip(metric));
    chart->setLegendShown(false);
    chart->setSmoothing(settings_.smoothing);
    chart->setXScale(scaleOf(settings_.log_x));
    chart->setYScale(scaleOf(settings_.log_y));
    crosshair_.add(chart);
    charts_.push_back(chart);
  }
  setWidget(page);  // deletes the old one
  arrange();
  refill();
}

void ChartBoard::refill() {
  const std::size_t curves = comparison_.curves().size();
  shown_.assign(charts_.size(), std::vector<std::size_t>(curves, 0));
  fewer_.assign(charts_.size(), std::vector<QList<charts::EventMarker>>(curves));
  for (std::size_t c = 0; c < charts_.size(); ++c) {
    charts::LiveChart& chart = *charts_[c];
    const mbpo::Metric metric = settings_.metrics[c];
    const charts::ChartState state = chart.state();
    chart.removeAllSeries();
    chart.setAxisTitles(axisTitle(settings_.x), panels::axisTitle(metric));
    chart.setEmptyText(comparison_.curves().empty() ? tr("No run is ticked")
                                                    : tr("These runs have not recorded it yet"));
    for (const Curve& curve : comparison_.curves()) chart.addSeries(specOf(curve, metric, comparison_.grouped()));
    for (std::size_t i = 0; i < curves; ++i) {
      for (const auto& run : comparison_.curves()[i].runs) shown_[c][i] += comparison_.recorded(*run, metric).size();
      fill(c, i);
    }
    charts::ChartState kept = state;  // the same stretch stays in view when a run joins
    kept.hidden.clear();
    chart.restore(kept);
  }
  applyVisibility();
}

void ChartBoard::grow() {
  for (std::size_t c = 0; c < charts_.size(); ++c) {
    const mbpo::Metric metric = settings_.metrics[c];
    for (std::size_t i = 0; i < comparison_.curves().size(); ++i) {
      std::size_t recorded = 0;
      for (const auto& run : comparison_.curves()[i].runs) recorded += comparison_.recorded(*run, metric).size();
      if (recorded == shown_[c][i]) continue;
      shown_[c][i] = recorded;
      fill(c, i);
    }
  }
}

void ChartBoard::fill(std::size_t number, std::size_t of) {
  charts::LiveChart& chart = *charts_[number];
  const mbpo::Metric metric = settings_.metrics[number];
  const Curve& curve = comparison_.curves()[of];
  const int series = static_cast<int>(of);
  const std::vector<QList<QPointF>> runs = comparison_.points(curve, metric, settings_.x);
  if (runs.size() == 1) {
    chart.setPoints(series, runs.front());
    return;
  }
  QList<QPointF> means;
  QList<charts::BandPoint> band;
  QList<charts::EventMarker>& fewer = fewer_[number][of];
  fewer.clear();
  int n = 0;
  for (const SeedPoint& point : calcSeedStatistics(runs, betweenPointsOf(metric))) {
    means.emplace_back(point.x, point.mean);
    if (point.n > 1) band.push_back({point.x, point.mean - point.std, point.mean + point.std});
    if (point.n < n) {
      fewer.push_back({point.x, QStringLiteral("n %1 → %2").arg(n).arg(point.n),
                       tr("%1: from here the mean is over %2 runs").arg(curve.title).arg(point.n)});
    }
    n = point.n;
  }
  chart.setPoints(series, std::move(means));
  chart.setBand(series, std::move(band));
  markFewerRuns(number);
}

/// A step that a mean makes because a run has ended must not pass for learning.
void ChartBoard::markFewerRuns(std::size_t number) {
  QList<charts::EventMarker> markers;
  for (std::size_t i = 0; i < fewer_[number].size(); ++i) {
    if (comparison_.curves()[i].visible) markers += fewer_[number][i];
  }
  std::ranges::sort(markers, {}, &charts::EventMarker::x);
  charts_[number]->setMarkers(markers);
}

void ChartBoard::applyVisibility() {
  for (std::size_t c = 0; c < charts_.size(); ++c) {
    for (int i = 0; i < charts_[c]->seriesCount(); ++i) {
      charts_[c]->setSeriesVisible(i, comparison_.curves()[static_cast<std::size_t>(i)].visible);
    }
    markFewerRuns(c);
  }
}

QImage ChartBoard::emptyPicture() const {
  const int count = static_cast<int>(charts_.size());
  const int columns = std::min(kPictureColumns, count), rows = (count + columns - 1) / columns;
  const QSize size(columns * kPictureChart.width() + (columns + 1) * kPictureGap,
                   rows * kPictureChart.height() + (rows + 1) * kPictureGap);
  QImage image(size * kPictureDensity, QImage::Format_RGB32);
  image.setDevicePixelRatio(kPictureDensity);
  image.fill(palette().color(QPalette::Window));
  return image;
}

void ChartBoard::paintInto(QImage& picture, mbpo::Metric metric) const {
  const auto found = std::ranges::find(settings_.metrics, metric);
  if (found == settings_.metrics.end()) return;
  const int number = static_cast<int>(found - settings_.metrics.begin());
  const QPoint corner(kPictureGap + number % kPictureColumns * (kPictureChart.width() + kPictureGap),
                      kPictureGap + number / kPictureColumns * (kPictureChart.height() + kPictureGap));
  QPainter(&picture).drawImage(corner,
                               charts_[static_cast<std::size_t>(number)]->toImage(kPictureChart, kPictureDensity));
}

/// As many columns as fit and as there are charts for; as many whole rows in view as fit.
void ChartBoard::arrange() {
  const int count = static_cast<int>(charts_.size());
  const int fit = std::clamp((viewport()->width() + kGap) / (kLeastChartWidth + kGap), 1, count);
  const int rows = (count + fit - 1) / fit, columns = (count + rows - 1) / rows;
  const int height = viewport()->height();
  const int in_view = std::clamp((height + kGap) / (kChartHeight + kGap), 1, rows);
  for (int i = 0; i < count; ++i) {
    charts_[static_cast<std::size_t>(i)]->setFixedHeight(
        std::max(kChartHeight, (height - (in_view - 1) * kGap) / in_view));
    grid_->addWidget(charts_[static_cast<std::size_t>(i)], i / columns, i % columns);
  }
  for (int column = 0; column < kMostColumns; ++column) grid_->setColumnStretch(column, column < columns ? 1 : 0);
}

void ChartBoard::resizeEvent(QResizeEvent* event) {
  QScrollArea::resizeEvent(event);
  arrange();
}

}  // namespace compare
