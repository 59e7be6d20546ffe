#pragma once

#include <QFont>
#include <QList>
#include <QPainter>
#include <QRectF>

#include <optional>

#include "ui/charts/chart_theme.h"
#include "ui/charts/event_marker.h"
#include "ui/charts/range.h"
#include "ui/charts/ticks.h"

namespace charts {

/// A sign at one place that no line can show.
struct Mark {
  enum class Kind { dot, non_finite, clamped, infinite };
  Kind kind = Kind::dot;
  double x = 0, y = 0;  ///< plot coordinates; y of dots only
  QColor colour;
  double radius = 2.2;
  QString tip{};  ///< what it means, where the kind alone does not say it
};

/// What the crosshair says of one series.
struct Reading {
  QString label, value;
  QColor colour;
  double x = 0, y = 0;  ///< plot coordinates of the point read; y NaN: no dot
};

/// The name of an area, written inside it.
struct AreaLabel {
  QPointF centre;  ///< in widget pixels
  QString text;
  QColor ground;  ///< the area's colour
};

struct Crosshair {
  double x = 0;
  QString heading;
  QList<Reading> readings;
};

/// All of a plot that Qt Charts does not draw: grid, labels, titles, marks, event markers, crosshair. A value.
struct PlotScene {
  ChartTheme theme;
  QFont font;
  QRectF plot;  ///< the data's rectangle, in widget pixels
  Range x{0, 1}, y{0, 1};
  AxisScale x_scale;  ///< of x's places
  QList<Tick> x_ticks, y_ticks;
  QString x_title, y_title;
  QString empty_text;  ///< shown when not empty
  QList<Mark> marks;
  QList<AreaLabel> area_labels;
  QList<EventMarker> events;
  std::optional<Crosshair> crosshair;

  double toPixelX(double x_place) const;
  double toPixelY(double y_place) const;
  double fromPixelX(double pixel) const;
  double fromPixelY(double pixel) const;
};

/// The rectangle left for data in a widget of this size, given the labels' widths.
QRectF calcPlotRectangle(const PlotScene& scene, QSizeF widget);

/// With a little air around the text.
QSizeF sizeOfAreaLabel(const PlotScene& scene, const QString& text);
/// The centre of the rightmost place within an area where a rectangle of this size fits; edges in plot coordinates,
/// corner by corner of a staircase.
std::optional<QPointF> findRoom(const QList<QPointF>& low, const QList<QPointF>& high, const PlotScene& scene,
                                QSizeF size);

void paintBehind(QPainter& painter, const PlotScene& scene);     ///< grid, labels, titles
void paintInFront(QPainter& painter, const PlotScene& scene);    ///< marks, events, area labels, empty text
void paintCrosshair(QPainter& painter, const PlotScene& scene);  ///< line, dots, readout

}  // namespace charts
