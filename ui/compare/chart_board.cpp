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
constexpr int kPictureGap = 12;

charts::AxisScale xScale(bool log) {
  charts::AxisScale scale;
  scale.kind = log ? charts::AxisScale::Kind::log : charts::AxisScale::Kind::linear;
  scale.floor = 1e-12;
  return scale;
}

/// Places on the chart's x axis; what a logarithmic one cannot show is left out.
QList<QPointF> placed(const QList<QPointF>& points, const charts::AxisScale& scale) {
  if (scale.kind == charts::AxisScale::Kind::linear) return points;
  QList<QPointF> placed;
  for (const QPointF& point : points) {
    if (point.x() > 0) placed.emplace_back(scale.place(point.x()), point.y());
  }
  return placed;
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
      chart->setYScale(settings.log_y ? charts::AxisScale::Kind::log : charts::AxisScale::Kind::linear);
    }
  }
  if (before.x != settings.x || before.log_x != settings.log_x) {
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
    chart->setYScale(settings_.log_y ? charts::AxisScale::Kind::log : charts::AxisScale::Kind::linear);
    crosshair_.add(chart);
    charts_.push_back(chart);
  }
  setWidget(page);  // deletes the old one
  arrange();
  refill();
}

void ChartBoard::refill() {
  shown_.assign(charts_.size(), std::vector<std::size_t>(comparison_.curves().size(), 0));
  for (std::size_t c = 0; c < charts_.size(); ++c) {
    charts::LiveChart& chart = *charts_[c];
    const mbpo::Metric metric = settings_.metrics[c];
    const charts::ChartState state = chart.state();
    chart.removeAllSeries();
    chart.setXScale(xScale(settings_.log_x));
    chart.setAxisTitles(axisTitle(settings_.x), panels::axisTitle(metric));
    chart.setEmptyText(comparison_.curves().empty() ? tr("No run is ticked")
                                                    : tr("These runs have not recorded it yet"));
    for (const Curve& curve : comparison_.curves()) chart.addSeries(specOf(curve, metric, comparison_.grouped()));
    for (std::size_t i = 0; i < comparison_.curves().size(); ++i) fill(chart, metric, i);
    charts::ChartState kept = state;  // the same stretch stays in view when a run joins
    kept.hidden.clear();
    chart.restore(kept);
  }
  applyVisibility();
  grow();
}

void ChartBoard::grow() {
  for (std::size_t c = 0; c < charts_.size(); ++c) {
    const mbpo::Metric metric = settings_.metrics[c];
    for (std::size_t i = 0; i < comparison_.curves().size(); ++i) {
      std::size_t recorded = 0;
      for (const auto& run : comparison_.curves()[i].runs) recorded += comparison_.recorded(*run, metric).size();
      if (recorded == shown_[c][i]) continue;
      shown_[c][i] = recorded;
      fill(*charts_[c], metric, i);
    }
  }
}

void ChartBoard::fill(charts::LiveChart& chart, mbpo::Metric metric, std::size_t number) {
  const Curve& curve = comparison_.curves()[number];
  const int series = static_cast<int>(number);
  const charts::AxisScale scale = xScale(settings_.log_x);
  const std::vector<QList<QPointF>> runs = comparison_.points(curve, metric, settings_.x);
  if (runs.size() == 1) {
    chart.setPoints(series, placed(runs.front(), scale));
    return;
  }
  QList<QPointF> means;
  QList<charts::BandPoint> band;
  for (const SeedPoint& point : calcSeedStatistics(runs, betweenPointsOf(metric))) {
    if (scale.kind == charts::AxisScale::Kind::log && point.x <= 0) continue;
    const double x = scale.place(point.x);
    means.emplace_back(x, point.mean);
    if (point.n > 1) band.push_back({x, point.mean - point.std, point.mean + point.std});
  }
  chart.setPoints(series, std::move(means));
  chart.setBand(series, std::move(band));
}

void ChartBoard::applyVisibility() {
  for (charts::LiveChart* chart : charts_) {
    for (int i = 0; i < chart->seriesCount(); ++i) {
      chart->setSeriesVisible(i, comparison_.curves()[static_cast<std::size_t>(i)].visible);
    }
  }
}

QImage ChartBoard::toImage() const {
  const int count = static_cast<int>(charts_.size());
  const int columns = std::min(2, count), rows = (count + columns - 1) / columns;
  const QSize size(columns * kPictureChart.width() + (columns + 1) * kPictureGap,
                   rows * kPictureChart.height() + (rows + 1) * kPictureGap);
  constexpr double density = 2;
  QImage image(size * density, QImage::Format_RGB32);
  image.setDevicePixelRatio(density);
  image.fill(palette().color(QPalette::Window));
  QPainter painter(&image);
  for (int i = 0; i < count; ++i) {
    const QPoint corner(kPictureGap + i % columns * (kPictureChart.width() + kPictureGap),
                        kPictureGap + i / columns * (kPictureChart.height() + kPictureGap));
    painter.drawImage(corner, charts_[static_cast<std::size_t>(i)]->toImage(kPictureChart, density));
  }
  return image;
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
