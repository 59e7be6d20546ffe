#include "ui/charts/scatter.h"

#include <QPolygonF>
#include <algorithm>
#include <cmath>

namespace charts {
namespace {

constexpr double kPixelsPerXTick = 70, kPixelsPerYTick = 42, kMargin = 0.06;
constexpr double kRadius = 3.4, kReach = 8;  // pixels
constexpr float kOldest = 0.30f;             // how opaque the oldest point is

bool isFinite(QPointF point) { return std::isfinite(point.x()) && std::isfinite(point.y()); }

Range fit(Range range, int ticks) {
  const double low = range.low, high = range.high;
  range = roundedOutwards(padded(range, kMargin), ticks);
  if (low == 0) range.low = 0;  // no air beyond the origin
  if (high == 0) range.high = 0;
  return range;
}

void fitAxes(PlotScene& scene, const Scatter& scatter, int x_ticks, int y_ticks) {
  Range x, y;
  x.include(0);
  y.include(0);
  for (const QPointF& point : scatter.points) {
    if (!isFinite(point)) continue;
    x.include(point.x());
    y.include(point.y());
  }
  if (scatter.line) y.include(scatter.line->slope * x.high);
  scene.x = fit(x, x_ticks);
  scene.y = fit(y, y_ticks);
}

/// From the origin to the right edge.
void paintLine(QPainter& painter, const OriginLine& line, const PlotScene& scene) {
  const auto at = [&](double x, double slope) { return QPointF(scene.toPixelX(x), scene.toPixelY(slope * x)); };
  const double end = scene.x.high;
  painter.save();
  painter.setClipRect(scene.plot);
  if (std::isfinite(line.standard_error) && line.standard_error > 0) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(scene.theme.band(1));
    painter.drawPolygon(
        QPolygonF{at(0, 0), at(end, line.slope + line.standard_error), at(end, line.slope - line.standard_error)});
  }
  painter.setPen(QPen(scene.theme.series(1), 1.8, Qt::DashLine, Qt::FlatCap));
  painter.drawLine(at(0, 0), at(end, line.slope));
  painter.restore();
}

}  // namespace

PlotScene layOutScatter(const Scatter& scatter, const ChartTheme& theme, const QFont& font, QSizeF size) {
  PlotScene scene;
  scene.theme = theme;
  scene.font = font;
  scene.x_title = scatter.x_title;
  scene.y_title = scatter.y_title;
  if (std::ranges::none_of(scatter.points, isFinite)) {
    scene.empty_text = scatter.empty_text;
    scene.plot = calcPlotRectangle(scene, size);
    return scene;
  }
  scene.plot = calcPlotRectangle(scene, size);
  const int x_ticks = std::max(2, static_cast<int>(scene.plot.width() / kPixelsPerXTick));
  const int y_ticks = std::max(2, static_cast<int>(scene.plot.height() / kPixelsPerYTick));
  fitAxes(scene, scatter, x_ticks, y_ticks);
  scene.x_ticks = calcTicks({}, scene.x, x_ticks);
  scene.y_ticks = calcTicks({}, scene.y, y_ticks);
  scene.plot = calcPlotRectangle(scene, size);  // now that the labels' widths are known
  return scene;
}

void paintScatter(QPainter& painter, const Scatter& scatter, const PlotScene& scene) {
  paintBehind(painter, scene);
  painter.setRenderHint(QPainter::Antialiasing);
  if (scene.empty_text.isEmpty()) {
    if (scene.y.low < 0) {  // ε_m′ = ε_m
      const double zero = std::floor(scene.toPixelY(0)) + 0.5;
      painter.setPen(QPen(scene.theme.border, 1));
      painter.drawLine(QPointF(scene.plot.left(), zero), QPointF(scene.plot.right(), zero));
    }
    if (scatter.line) paintLine(painter, *scatter.line, scene);
  }
  const qsizetype count = scatter.points.size();
  for (qsizetype i = 0; i < count; ++i) {
    const QPointF point = scatter.points[i];
    if (!isFinite(point)) continue;
    QColor ink = scene.theme.series(0);
    ink.setAlphaF(count > 1 ? kOldest + (1 - kOldest) * float(i) / float(count - 1) : 1.0f);
    const bool newest = i == count - 1;
    painter.setPen(QPen(newest ? scene.theme.text : scene.theme.background, newest ? 1.4 : 1.0));
    painter.setBrush(ink);
    painter.drawEllipse(QPointF(scene.toPixelX(point.x()), scene.toPixelY(point.y())), kRadius, kRadius);
  }
  paintInFront(painter, scene);
}

qsizetype findPoint(const Scatter& scatter, const PlotScene& scene, QPointF place) {
  qsizetype found = -1;
  double least = kReach;
  for (qsizetype i = 0; i < scatter.points.size(); ++i) {
    if (!isFinite(scatter.points[i])) continue;
    const QPointF away = QPointF(scene.toPixelX(scatter.points[i].x()), scene.toPixelY(scatter.points[i].y())) - place;
    const double distance = std::hypot(away.x(), away.y());
    if (distance > least) continue;
    least = distance;
    found = i;
  }
  return found;
}

}  // namespace charts
