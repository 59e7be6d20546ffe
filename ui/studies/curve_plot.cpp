#include "ui/studies/curve_plot.h"

#include <QPainter>
#include <QPolygonF>
#include <algorithm>
#include <cmath>

namespace studies {
namespace {

using charts::PlotScene;
using charts::Range;

constexpr double kSignRadius = 3.6, kCap = 3, kReach = 24;
constexpr double kPixelsPerTickX = 70, kPixelsPerTickY = 36;
constexpr double kAir = 0.05;

double barOf(const CurvePoint& point) { return std::isfinite(point.error) ? point.error : 0; }

Range fitX(const CurvePlot& plot) {
  Range x;
  for (const Curve& curve : plot.curves) {
    for (const CurvePoint& point : curve.points) {
      if (curve.visible && std::isfinite(point.x)) x.include(plot.x_scale.place(point.x));
    }
  }
  if (x.isEmpty()) return {0, 1};
  const bool linear = plot.x_scale.kind == charts::AxisScale::Kind::linear;
  if (linear) x.include(0);
  return charts::padded(x, linear ? 0.03 : 0.12);
}

Range fitY(const CurvePlot& plot) {
  Range y;
  for (const Curve& curve : plot.curves) {
    for (const CurvePoint& point : curve.points) {
      if (!curve.visible || !std::isfinite(point.y)) continue;
      y.include(point.y - barOf(point));
      y.include(point.y + barOf(point));
    }
  }
  if (y.isEmpty()) return {0, 1};
  y.include(0);
  const bool touches_zero = y.low == 0;
  y = charts::padded(y, kAir);
  if (touches_zero) y.low = 0;
  return y;
}

void paintSign(QPainter& painter, QPointF at, int number) {
  const double r = kSignRadius;
  switch (number % 4) {
    case 0: painter.drawEllipse(at, r, r); break;
    case 1: painter.drawRect(QRectF(at - QPointF(r, r) * 0.9, QSizeF(2 * r, 2 * r) * 0.9)); break;
    case 2:
      painter.drawPolygon(
          QPolygonF{at + QPointF(0, -r * 1.25), at + QPointF(r * 1.2, r * 0.9), at + QPointF(-r * 1.2, r * 0.9)});
      break;
    default:
      painter.drawPolygon(QPolygonF{at + QPointF(0, -r * 1.3), at + QPointF(r * 1.3, 0), at + QPointF(0, r * 1.3),
                                    at + QPointF(-r * 1.3, 0)});
  }
}

void paintCurve(QPainter& painter, const CurvePlot& plot, qsizetype number, const PlotScene& scene) {
  const Curve& curve = plot.curves[number];
  const int colour = plot.colourOf(number);
  QPolygonF line;
  QList<QPointF> places;
  QColor bar = scene.theme.series(colour);
  bar.setAlphaF(0.55f);
  painter.setPen(QPen(bar, 1.2));
  for (const CurvePoint& point : curve.points) {
    if (!std::isfinite(point.x) || !std::isfinite(point.y)) continue;
    const QPointF at(scene.toPixelX(plot.x_scale.place(point.x)), scene.toPixelY(point.y));
    line << at;
    if (barOf(point) <= 0) continue;
    const double low = scene.toPixelY(point.y - point.error), high = scene.toPixelY(point.y + point.error);
    painter.drawLine(QPointF(at.x(), low), QPointF(at.x(), high));
    for (const double end : {low, high}) painter.drawLine(QPointF(at.x() - kCap, end), QPointF(at.x() + kCap, end));
  }
  painter.setBrush(Qt::NoBrush);
  painter.setPen(scene.theme.pen(curve.spec, colour, line.size()));
  painter.drawPolyline(line);
  painter.setPen(QPen(scene.theme.background, 1));
  painter.setBrush(scene.theme.series(colour));
  for (const QPointF& at : line) paintSign(painter, at, static_cast<int>(number));
}

}  // namespace

int CurvePlot::colourOf(qsizetype curve) const {
  const int given = curves[curve].spec.colour;
  return given >= 0 ? given : static_cast<int>(curve);
}

bool CurvePlot::hasData() const {
  return std::ranges::any_of(curves, [](const Curve& curve) { return !curve.points.isEmpty(); });
}

PlotScene layOutCurves(const CurvePlot& plot, const charts::PlotZoom& zoom, const charts::ChartTheme& theme,
                       const QFont& font, QSizeF size) {
  PlotScene scene;
  scene.theme = theme;
  scene.font = font;
  scene.x_title = plot.x_title;
  scene.y_title = plot.y_title;
  scene.x = zoom.x.isEmpty() ? fitX(plot) : zoom.x;
  scene.y = zoom.y.isEmpty() ? fitY(plot) : zoom.y;
  scene.plot = charts::calcPlotRectangle(scene, size);
  const auto count = [](double length, double each) { return std::max(2, static_cast<int>(length / each)); };
  scene.y_ticks = charts::calcTicks({}, scene.y, count(scene.plot.height(), kPixelsPerTickY));
  scene.plot = charts::calcPlotRectangle(scene, size);
  scene.x_ticks = charts::calcTicks(plot.x_scale, scene.x, count(scene.plot.width(), kPixelsPerTickX));
  if (!plot.hasData()) {
    scene.empty_text = plot.empty_text;
    scene.x_ticks.clear();  // numbers on axes without a point would be made up
    scene.y_ticks.clear();
  }
  return scene;
}

void paintCurves(QPainter& painter, const CurvePlot& plot, const PlotScene& scene) {
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setClipRect(scene.plot.adjusted(-6, -6, 6, 2));
  if (scene.y.low < 0 && scene.y.high > 0) {  // where a slope changes its sign
    painter.setPen(QPen(charts::mixed(scene.theme.background, scene.theme.text, 0.4), 1));
    const double zero = std::floor(scene.toPixelY(0)) + 0.5;
    painter.drawLine(QPointF(scene.plot.left(), zero), QPointF(scene.plot.right(), zero));
  }
  for (qsizetype i = 0; i < plot.curves.size(); ++i) {
    if (plot.curves[i].visible) paintCurve(painter, plot, i, scene);
  }
  painter.restore();
}

std::optional<charts::Crosshair> readNearest(const CurvePlot& plot, const PlotScene& scene, QPointF place) {
  double best = kReach;
  std::optional<charts::Crosshair> found;
  for (qsizetype i = 0; i < plot.curves.size(); ++i) {
    const Curve& curve = plot.curves[i];
    if (!curve.visible) continue;
    for (const CurvePoint& point : curve.points) {
      const double x = plot.x_scale.place(point.x);
      const double distance = std::hypot(scene.toPixelX(x) - place.x(), scene.toPixelY(point.y) - place.y());
      if (!(distance <= best)) continue;  // false for NaN
      best = distance;
      QString value = charts::formatValue(point.y);
      if (barOf(point) > 0) value += QStringLiteral(" ± ") + charts::formatValue(point.error);
      found = charts::Crosshair{
          x,
          point.name.isEmpty() ? plot.x_title + QStringLiteral(" ") + charts::formatValue(point.x) : point.name,
          {{curve.spec.label, value, scene.theme.series(plot.colourOf(i)), x, point.y}}};
    }
  }
  return found;
}

charts::CsvTable tableOf(const CurvePlot& plot) {
  return [curves = plot.curves](charts::CsvWriter& csv) {
    csv.heads({u"curve", u"x", u"y", u"standard_error", u"name"});
    for (const Curve& curve : curves) {
      if (!curve.visible) continue;
      for (const CurvePoint& point : curve.points) {
        csv.text(curve.spec.label).number(point.x).number(point.y).number(point.error).text(point.name).endRow();
      }
    }
  };
}

}  // namespace studies
