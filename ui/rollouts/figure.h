#pragma once

#include <QList>
#include <QPointF>
#include <QString>
#include <optional>

#include "ui/charts/axis_scale.h"
#include "ui/charts/csv_table.h"
#include "ui/charts/plot_painter.h"
#include "ui/charts/plot_zoom.h"
#include "ui/charts/series_spec.h"

namespace rollouts {

/// One thing that a figure shows; layers lie on each other in the order given.
struct Layer {
  enum class Kind {
    line,  ///< from point to point; a NaN is a gap
    band,  ///< between low and high
    bars,  ///< from 0 up to y, `bar_width` wide about x
    dots,
  };
  enum class Ink {
    series,  ///< the colour of spec.colour
    truth,   ///< the text's colour: what really happened
    quiet,   ///< grey: what stands behind, or would be without error
  };

  Kind kind = Kind::line;
  Ink ink = Ink::series;
  charts::SeriesSpec spec{};  ///< label (empty: not in the legend; the same: hidden together), unit, dash, colour;
                              ///< faint: thin, and not read out
  QList<QPointF> points{};    ///< of lines, bars and dots
  QList<charts::BandPoint> band{};
  bool hatched = false;  ///< a band of strokes rather than a wash: two bands are told apart without colour
  double bar_width = 1;  ///< units of x
  double radius = 2.4;   ///< of dots, pixels
  double opacity = 1;
  QStringList names{};  ///< of points, in the readout
  bool visible = true;
};

/// A vertical line with a name: a start, a rollout length.
struct Rule {
  double x = 0;
  QString label{};
  Qt::PenStyle style = Qt::DashLine;

  bool operator==(const Rule&) const = default;
};

/// How a place in a figure is read.
enum class Reading {
  none,
  step,     ///< every layer at the step below the pointer; figures with steps share their crosshair
  nearest,  ///< the point nearest to the pointer
};

/// A picture of numbers. A value, drawn by FigureView.
struct Figure {
  QString title{}, caption{}, explanation{};  ///< caption: what the numbers stand on ("estimated · n = 200 · seed 1")
  QString x_title{}, y_title{}, empty_text{};
  charts::AxisScale x_scale{}, y_scale{};
  charts::Range x{}, y{};  ///< values that must be seen; further ones are when there is data
  bool whole_x = false;    ///< x is x and nothing else: no air, no widening
  QList<Layer> layers{};
  QList<Rule> rules{};
  Reading reading = Reading::none;
  double first_step = 0;  ///< x of step 0 of the imagined rollout; Reading::step
  int steps = 0;          ///< the last step that can be read; Reading::step

  bool hasData() const;
};

/// Axes, ticks, rectangle. `compact`: fewer ticks, no titles.
charts::PlotScene layOut(const Figure& figure, const charts::PlotZoom& zoom, const charts::ChartTheme& theme,
                         const QFont& font, QSizeF size, bool compact);
void paintLayers(QPainter& painter, const Figure& figure, const charts::PlotScene& scene, bool compact);
QColor inkOf(const Layer& layer, qsizetype number, const charts::ChartTheme& theme);

/// What every visible layer says at a step of the imagined rollout.
charts::Crosshair readStep(const Figure& figure, const charts::ChartTheme& theme, int step);
/// The point within reach of a place in widget pixels.
std::optional<charts::Crosshair> readNearest(const Figure& figure, const charts::PlotScene& scene, QPointF place);

/// `series,unit,x,y`; a band as two series.
charts::CsvTable tableOf(const Figure& figure);

}  // namespace rollouts
