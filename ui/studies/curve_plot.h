#pragma once

#include <QList>
#include <QString>

#include "ui/charts/axis_scale.h"
#include "ui/charts/csv_table.h"
#include "ui/charts/plot_painter.h"
#include "ui/charts/plot_zoom.h"
#include "ui/charts/series_spec.h"

namespace studies {

/// One measured place of a curve.
struct CurvePoint {
  double x = 0, y = 0;
  double error = 0;  ///< standard error of y, drawn as y ± error; NaN or 0: no bar
  QString name{};    ///< in the readout: "policy 4, 150 updates"

  bool operator==(const CurvePoint&) const = default;
};

/// Points joined by a line, in the order given.
struct Curve {
  charts::SeriesSpec spec;  ///< label, unit, explanation, dash, colour
  QList<CurvePoint> points;
  bool visible = true;
};

/// A quantity against another one, with error bars. A value.
struct CurvePlot {
  QString title, explanation, x_title, y_title, empty_text;
  charts::AxisScale x_scale;
  QList<Curve> curves;

  int colourOf(qsizetype curve) const;
  bool hasData() const;
};

/// The axes hold everything visible with its error bars, and y = 0; x = 0 too where the axis is linear. Unless zoomed.
charts::PlotScene layOutCurves(const CurvePlot& plot, const charts::PlotZoom& zoom, const charts::ChartTheme& theme,
                               const QFont& font, QSizeF size);
/// Lines, error bars and signs; each curve has a sign of its own, so that it is known without its colour.
void paintCurves(QPainter& painter, const CurvePlot& plot, const charts::PlotScene& scene);

/// What lies nearest to a place in widget pixels, within reach; none: empty.
std::optional<charts::Crosshair> readNearest(const CurvePlot& plot, const charts::PlotScene& scene, QPointF place);

/// `curve,x,y,standard_error,name`, one row for each point of a visible curve.
charts::CsvTable tableOf(const CurvePlot& plot);

}  // namespace studies
