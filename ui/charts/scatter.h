#pragma once

#include <QList>
#include <QPainter>
#include <QPointF>
#include <QString>
#include <optional>

#include "ui/charts/plot_painter.h"

namespace charts {

/// A straight line through the origin, y = slope · x, and how sure its slope is.
struct OriginLine {
  double slope = 0;
  double standard_error = 0;  ///< NaN: not known, no wedge
};

/// Pairs of numbers with a line through them: what a ScatterChart shows.
struct Scatter {
  QString x_title, y_title, empty_text;
  QList<QPointF> points;  ///< oldest first; the older, the paler. Those that are not finite are left out
  std::optional<OriginLine> line;
};

/// Grid, ticks and plot rectangle for a widget of this size; both axes hold the origin.
PlotScene layOutScatter(const Scatter& scatter, const ChartTheme& theme, const QFont& font, QSizeF size);
void paintScatter(QPainter& painter, const Scatter& scatter, const PlotScene& scene);

/// The point within reach of a place in the widget, as an index, or −1. The newest wins.
qsizetype findPoint(const Scatter& scatter, const PlotScene& scene, QPointF place);

}  // namespace charts
