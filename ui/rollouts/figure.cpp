#include "ui/rollouts/figure.h"

#include <algorithm>
#include <cmath>

#include "ui/charts/series_table.h"

namespace rollouts {
namespace {

using charts::PlotScene;
using charts::Range;

constexpr double kPixelsPerTickX = 64, kPixelsPerTickY = 34, kReach = 16, kAir = 0.06;

void includeValue(Range& range, const charts::AxisScale& scale, double value) {
  if (!std::isfinite(value)) return;
  if (scale.kind == charts::AxisScale::Kind::log && value <= 0) return;  // lies on the floor, wherever that is
  range.include(scale.place(value));
}

struct Extent {
  Range x, y;
};

Extent extentOf(const Figure& figure) {
  Extent all;
  for (const Layer& layer : figure.layers) {
    if (!layer.visible) continue;
    const double beside = layer.kind == Layer::Kind::bars ? layer.bar_width / 2 : 0;
    for (const QPointF& point : layer.points) {
      includeValue(all.x, figure.x_scale, point.x() - beside);
      includeValue(all.x, figure.x_scale, point.x() + beside);
      includeValue(all.y, figure.y_scale, point.y());
      if (layer.kind == Layer::Kind::bars) includeValue(all.y, figure.y_scale, 0);
    }
    for (const charts::BandPoint& point : layer.band) {
      includeValue(all.x, figure.x_scale, point.x);
      includeValue(all.y, figure.y_scale, point.low);
      includeValue(all.y, figure.y_scale, point.high);
    }
  }
  return all;
}

void includeWanted(Range& range, const charts::AxisScale& scale, const Range& wanted) {
  if (wanted.isEmpty()) return;
  includeValue(range, scale, wanted.low);
  includeValue(range, scale, wanted.high);
}

Range fitY(const Figure& figure, Range y) {
  const bool floor = !y.isEmpty() && y.low == 0 && figure.y_scale.kind == charts::AxisScale::Kind::linear;
  includeWanted(y, figure.y_scale, figure.y);
  if (y.isEmpty()) return figure.y_scale.kind == charts::AxisScale::Kind::log ? Range{-1, 0} : Range{0, 1};
  Range padded = charts::padded(y, kAir);
  if (floor && y.low == 0) padded.low = 0;  // bars and errors stand on their zero
  return padded;
}

QString bandText(const charts::BandPoint& point) {
  return QStringLiteral("%1 … %2").arg(charts::formatValue(point.low), charts::formatValue(point.high));
}

QString unitOf(const Layer& layer) { return layer.spec.unit.isEmpty() ? QString() : QChar(0x202F) + layer.spec.unit; }

}  // namespace

bool Figure::hasData() const {
  return std::ranges::any_of(layers, [](const Layer& one) { return !one.points.isEmpty() || !one.band.isEmpty(); });
}

QColor inkOf(const Layer& layer, qsizetype number, const charts::ChartTheme& theme) {
  switch (layer.ink) {
    case Layer::Ink::truth: return theme.text;
    case Layer::Ink::quiet: return theme.muted_text;
    default: return theme.series(layer.spec.colour >= 0 ? layer.spec.colour : static_cast<int>(number));
  }
}

PlotScene layOut(const Figure& figure, const charts::PlotZoom& zoom, const charts::ChartTheme& theme, const QFont& font,
                 QSizeF size, bool compact) {
  PlotScene scene;
  scene.theme = theme;
  scene.font = font;
  scene.x_scale = figure.x_scale;
  if (!compact) {
    scene.x_title = figure.x_title;
    scene.y_title = figure.y_title;
  }
  const Extent extent = extentOf(figure);
  Range x = extent.x;
  if (figure.whole_x) x = {};
  includeWanted(x, figure.x_scale, figure.x);
  if (x.isEmpty()) x = {0, 1};
  if (x.width() <= 0) x = charts::padded(x, 0.5);
  if (!figure.whole_x && figure.reading != Reading::step) x = charts::padded(x, 0.03);
  scene.x = zoom.x.isEmpty() ? x : zoom.x;
  scene.y = zoom.y.isEmpty() ? fitY(figure, extent.y) : zoom.y;
  const auto count = [](double length, double each) { return std::max(2, static_cast<int>(length / each)); };
  scene.plot = charts::calcPlotRectangle(scene, size);
  scene.y_ticks = charts::calcTicks(figure.y_scale, scene.y, count(scene.plot.height(), kPixelsPerTickY));
  scene.plot = charts::calcPlotRectangle(scene, size);
  scene.x_ticks = charts::calcTicks(figure.x_scale, scene.x, count(scene.plot.width(), kPixelsPerTickX));
  if (!figure.hasData()) {
    scene.empty_text = compact ? QStringLiteral("–") : figure.empty_text;
    scene.x_ticks.clear();  // numbers on axes without data would be made up
    scene.y_ticks.clear();
  }
  return scene;
}

charts::Crosshair readStep(const Figure& figure, const charts::ChartTheme& theme, int step) {
  const double x = figure.first_step + step;
  charts::Crosshair cross{x, {}, {}};
  for (qsizetype i = 0; i < figure.layers.size(); ++i) {
    const Layer& layer = figure.layers[i];
    if (!layer.visible || layer.spec.label.isEmpty() || layer.spec.faint) continue;
    const QColor colour = inkOf(layer, i, theme);
    for (const QPointF& point : layer.points) {
      if (std::abs(point.x() - x) > 1e-9 || !std::isfinite(point.y())) continue;
      cross.readings << charts::Reading{layer.spec.label, charts::formatValue(point.y()) + unitOf(layer), colour, x,
                                        figure.y_scale.place(point.y())};
    }
    for (const charts::BandPoint& point : layer.band) {
      if (std::abs(point.x - x) > 1e-9 || !std::isfinite(point.low)) continue;
      cross.readings << charts::Reading{layer.spec.label, bandText(point) + unitOf(layer), colour, x,
                                        std::numeric_limits<double>::quiet_NaN()};
    }
  }
  return cross;
}

std::optional<charts::Crosshair> readNearest(const Figure& figure, const PlotScene& scene, QPointF place) {
  double best = kReach;
  std::optional<charts::Crosshair> found;
  for (qsizetype i = 0; i < figure.layers.size(); ++i) {
    const Layer& layer = figure.layers[i];
    if (!layer.visible || layer.spec.label.isEmpty()) continue;
    for (qsizetype n = 0; n < layer.points.size(); ++n) {
      const QPointF& point = layer.points[n];
      const double x = figure.x_scale.place(point.x()), y = figure.y_scale.place(point.y());
      const double across = scene.toPixelX(x) - place.x();
      const double half_bar = layer.bar_width / 2 / scene.x.width() * scene.plot.width();
      const bool on_bar = layer.kind == Layer::Kind::bars && std::abs(across) <= half_bar;
      const double distance = on_bar ? 0 : std::hypot(across, scene.toPixelY(y) - place.y());
      if (!(distance <= best)) continue;  // false for NaN
      best = distance;
      const QString heading = n < layer.names.size()
                                  ? layer.names[n]
                                  : figure.x_title + QStringLiteral(": ") + charts::formatValue(point.x());
      found = charts::Crosshair{
          x,
          heading,
          {{layer.spec.label, charts::formatValue(point.y()) + unitOf(layer), inkOf(layer, i, scene.theme), x, y}}};
    }
  }
  return found;
}

charts::CsvTable tableOf(const Figure& figure) {
  std::vector<charts::ExportedSeries> series;
  for (const Layer& layer : figure.layers) {
    if (!layer.visible) continue;
    const auto add = [&](const QString& label, const QList<QPointF>& points) {
      series.push_back({label, layer.spec.unit, points});
    };
    if (layer.kind != Layer::Kind::band) {
      add(layer.spec.label, layer.points);
      continue;
    }
    QList<QPointF> low, high;
    for (const charts::BandPoint& point : layer.band) {
      low << QPointF(point.x, point.low);
      high << QPointF(point.x, point.high);
    }
    add(layer.spec.label + QStringLiteral(", low"), low);
    add(layer.spec.label + QStringLiteral(", high"), high);
  }
  return charts::seriesTable(std::move(series));
}

}  // namespace rollouts
