#pragma once

#include <QPainter>
#include <QRectF>

#include "ui/charts/plot_painter.h"

namespace lab {

/// Where a small text about a centre lies, in the painter's font, inside the plot.
QRectF tagBox(const QPainter& painter, const charts::PlotScene& scene, QPointF centre, const QString& text);

/// A small text on a ground of its own, so that it can be read on whatever lies below.
void paintTag(QPainter& painter, const charts::PlotScene& scene, const QRectF& box, const QString& text,
              const QColor& ink);
void paintTag(QPainter& painter, const charts::PlotScene& scene, QPointF centre, const QString& text,
              const QColor& ink);

}  // namespace lab
