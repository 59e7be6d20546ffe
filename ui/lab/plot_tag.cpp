#include "ui/lab/plot_tag.h"

#include <algorithm>

namespace lab {

QRectF tagBox(const QPainter& painter, const charts::PlotScene& scene, QPointF centre, const QString& text) {
  const QFontMetricsF metrics(painter.font());
  const QSizeF size(metrics.horizontalAdvance(text) + 10, metrics.height() + 2);
  QRectF box(centre - QPointF(size.width(), size.height()) / 2, size);
  box.moveLeft(std::clamp(box.left(), scene.plot.left() + 2,
                          std::max(scene.plot.left() + 2, scene.plot.right() - 2 - box.width())));
  box.moveTop(std::clamp(box.top(), scene.plot.top() + 2,
                         std::max(scene.plot.top() + 2, scene.plot.bottom() - 2 - box.height())));
  return box;
}

void paintTag(QPainter& painter, const charts::PlotScene& scene, const QRectF& box, const QString& text,
              const QColor& ink) {
  QColor ground = scene.theme.background;
  ground.setAlphaF(0.9f);
  painter.setPen(QPen(scene.theme.border, 1));
  painter.setBrush(ground);
  painter.drawRoundedRect(box, 4, 4);
  painter.setPen(ink);
  painter.drawText(box, Qt::AlignCenter, text);
}

void paintTag(QPainter& painter, const charts::PlotScene& scene, QPointF centre, const QString& text,
              const QColor& ink) {
  paintTag(painter, scene, tagBox(painter, scene, centre, text), text, ink);
}

}  // namespace lab
