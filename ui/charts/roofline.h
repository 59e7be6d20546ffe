#pragma once

#include <QFont>
#include <QPainter>
#include <QString>
#include <limits>
#include <vector>

#include "ui/charts/chart_theme.h"
#include "ui/charts/plot_painter.h"

namespace charts {

/// What pieces of work achieve, against what the machine can do at most (Williams, Waterman, Patterson 2009):
///
///     attainable(I) = min(peak, bandwidth · I),   I = flops / bytes
struct Roofline {
  struct Roof {
    QString label;  ///< "fp32"
    double gflops = 0;
  };
  struct Case {
    QString name;  ///< "sac_update/hopper"; what stands before the slash is its group
    double flops_per_byte = 0;
    double gflops = 0;                                                ///< median
    double gflops_low = 0, gflops_high = 0;                           ///< spread of the repetitions
    double roof_fraction = std::numeric_limits<double>::quiet_NaN();  ///< NaN: not known
  };

  QString title, subtitle;
  double gbytes_per_s = 0;
  std::vector<Roof> roofs;  ///< the first is drawn solid, the others dashed
  std::vector<Case> cases;
};

/// Where everything stands on a picture: axes and dots at the left, one row of text per case at the right, in the order
/// of the dots' heights, each joined to its dot.
struct RooflineLayout {
  struct Row {
    std::size_t of = 0;  ///< the case
    QPointF dot;         ///< in pixels
    double middle = 0;   ///< of the row, in pixels
  };

  PlotScene scene;  ///< log10 of flop/byte and of GFLOP/s; its pixels begin at `origin`
  QPointF origin;
  double rows_left = 0, row_height = 0;
  std::vector<Row> rows;

  QPointF toPixel(double flops_per_byte, double gflops) const;
};

/// Tall enough that rows do not overlap.
QSize sizeOfRoofline(const Roofline& roofline, const QFont& font);
RooflineLayout layOutRoofline(const Roofline& roofline, const ChartTheme& theme, const QFont& font, QSizeF size);
void paintRoofline(QPainter& painter, const Roofline& roofline, const ChartTheme& theme, const QFont& font,
                   QSizeF size);

}  // namespace charts
