// How layers and rules of a figure look.
#include <QPainter>
#include <QPainterPath>
#include <QPolygonF>
#include <algorithm>
#include <cmath>

#include "ui/rollouts/figure.h"

namespace rollouts {
namespace {

using charts::PlotScene;

constexpr double kHatch = 5;  // pixels between the strokes of a hatched band

QPointF placeOf(const Figure& figure, const PlotScene& scene, double x, double y) {
  return {scene.toPixelX(figure.x_scale.place(x)), scene.toPixelY(figure.y_scale.place(y))};
}

void paintLine(QPainter& painter, const Figure& figure, const Layer& layer, const QColor& ink, const PlotScene& scene,
               bool compact) {
  QPen pen = scene.theme.pen(layer.spec, 0, layer.points.size());
  QColor colour = ink;
  colour.setAlphaF(static_cast<float>(layer.opacity));
  pen.setColor(colour);
  const bool behind = layer.ink == Layer::Ink::quiet || layer.spec.faint;
  const double width = layer.ink == Layer::Ink::truth ? 2.2 : behind ? 1.1 : 1.6;
  pen.setWidthF(compact ? width * 0.75 : width);
  painter.setPen(pen);
  painter.setBrush(Qt::NoBrush);
  QPolygonF stretch;
  const auto draw = [&] {
    if (stretch.size() == 1) painter.drawPoint(stretch.first());
    if (stretch.size() > 1) painter.drawPolyline(stretch);
    stretch.clear();
  };
  for (const QPointF& point : layer.points) {
    if (std::isfinite(point.y())) {
      stretch << placeOf(figure, scene, point.x(), point.y());
    } else {
      draw();
    }
  }
  draw();
}

void paintBand(QPainter& painter, const Figure& figure, const Layer& layer, const QColor& ink, const PlotScene& scene,
               bool compact) {
  QPolygonF area, high;
  for (const charts::BandPoint& point : layer.band) {
    if (!std::isfinite(point.low) || !std::isfinite(point.high)) continue;
    area << placeOf(figure, scene, point.x, point.low);
    high << placeOf(figure, scene, point.x, point.high);
  }
  const QPolygonF low = area;
  std::reverse_copy(high.begin(), high.end(), std::back_inserter(area));
  QColor wash = ink;
  const float strength = scene.theme.isDark() ? 1.3f : 1.0f;
  wash.setAlphaF((layer.hatched ? 0.07f : 0.17f) * strength * static_cast<float>(layer.opacity));
  painter.setPen(Qt::NoPen);
  painter.setBrush(wash);
  painter.drawPolygon(area);
  if (layer.hatched) {
    painter.save();
    QPainterPath clip;
    clip.addPolygon(area);
    painter.setClipPath(clip, Qt::IntersectClip);
    QColor stroke = ink;
    stroke.setAlphaF(0.40f * strength);
    painter.setPen(QPen(stroke, 1));
    const QRectF box = area.boundingRect().intersected(scene.plot);
    const double step = compact ? kHatch * 0.8 : kHatch;
    // Counted from the plot's corner, so that strokes of bands in one chart run into each other.
    for (double x = scene.plot.left(); x < box.right() + box.height(); x += step) {
      if (x < box.left()) continue;
      painter.drawLine(QPointF(x, box.top()), QPointF(x - box.height(), box.bottom()));
    }
    painter.restore();
  }
  QColor edge = ink;
  edge.setAlphaF(0.45f);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(edge, compact ? 0.6 : 0.9));
  painter.drawPolyline(low);
  painter.drawPolyline(high);
}

void paintBars(QPainter& painter, const Figure& figure, const Layer& layer, const QColor& ink, const PlotScene& scene) {
  painter.setPen(Qt::NoPen);
  QColor fill = charts::mixed(scene.theme.background, ink, scene.theme.isDark() ? 0.72 : 0.78);
  fill.setAlphaF(static_cast<float>(layer.opacity));
  painter.setBrush(fill);
  for (const QPointF& point : layer.points) {
    if (!std::isfinite(point.y())) continue;
    QRectF bar(placeOf(figure, scene, point.x() - layer.bar_width / 2, point.y()),
               placeOf(figure, scene, point.x() + layer.bar_width / 2, 0));
    bar = bar.normalized();
    bar.setBottom(std::min(bar.bottom(), scene.plot.bottom()));
    const double gap = bar.width() > 5 ? 0.75 : 0;
    painter.drawRect(bar.adjusted(gap, 0, -gap, 0));
  }
}

void paintDots(QPainter& painter, const Figure& figure, const Layer& layer, const QColor& ink, const PlotScene& scene) {
  QColor fill = ink;
  fill.setAlphaF(static_cast<float>(layer.opacity));
  painter.setPen(Qt::NoPen);
  painter.setBrush(fill);
  for (const QPointF& point : layer.points) {
    if (!std::isfinite(point.x()) || !std::isfinite(point.y())) continue;
    painter.drawEllipse(placeOf(figure, scene, point.x(), point.y()), layer.radius, layer.radius);
  }
}

/// Names stand at the upper edge, each on a ground of its own; one that would touch the one before goes below it.
void paintRules(QPainter& painter, const Figure& figure, const PlotScene& scene, bool compact) {
  painter.setFont(charts::scaledFont(scene.font, 0.86));
  const QFontMetricsF metrics(painter.font());
  const auto pixelOf = [&](const Rule& rule) { return std::floor(scene.toPixelX(figure.x_scale.place(rule.x))) + 0.5; };
  const auto isSeen = [&](const Rule& rule) { return scene.x.contains(figure.x_scale.place(rule.x)); };
  for (const Rule& rule : figure.rules) {
    if (!isSeen(rule)) continue;
    const double x = pixelOf(rule);
    QColor line = scene.theme.marker;
    line.setAlphaF(compact ? 0.5f : 0.85f);
    painter.setPen(QPen(line, 1, rule.style));
    painter.drawLine(QPointF(x, scene.plot.top()), QPointF(x, scene.plot.bottom()));
  }
  double free_from = -1e9;
  int row = 0;
  for (const Rule& rule : figure.rules) {
    if (compact || rule.label.isEmpty() || !isSeen(rule)) continue;
    const double x = pixelOf(rule);
    QRectF box(x + 3, scene.plot.top() + 2, metrics.horizontalAdvance(rule.label) + 8, metrics.height());
    if (box.right() > scene.plot.right()) box.moveRight(x - 3);
    row = box.left() < free_from ? row + 1 : 0;
    free_from = box.right() + 2;
    box.translate(0, row * (box.height() + 1));
    QColor ground = scene.theme.background;
    ground.setAlphaF(0.82f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(scene.theme.marker);
    painter.drawText(box, Qt::AlignCenter, rule.label);
  }
}

}  // namespace

void paintLayers(QPainter& painter, const Figure& figure, const PlotScene& scene, bool compact) {
  if (!figure.hasData()) return;
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setClipRect(scene.plot.adjusted(-1, -1, 1, 1));
  for (qsizetype i = 0; i < figure.layers.size(); ++i) {
    const Layer& layer = figure.layers[i];
    if (!layer.visible) continue;
    const QColor ink = inkOf(layer, i, scene.theme);
    switch (layer.kind) {
      case Layer::Kind::line: paintLine(painter, figure, layer, ink, scene, compact); break;
      case Layer::Kind::band: paintBand(painter, figure, layer, ink, scene, compact); break;
      case Layer::Kind::bars: paintBars(painter, figure, layer, ink, scene); break;
      case Layer::Kind::dots: paintDots(painter, figure, layer, ink, scene); break;
    }
  }
  paintRules(painter, figure, scene, compact);
  painter.restore();
}

}  // namespace rollouts
