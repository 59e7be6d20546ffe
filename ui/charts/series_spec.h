#pragma once

#include <QString>

namespace charts {

/// What one series of a chart is and how it is drawn. Colour is never the only carrier: give series that share a chart
/// different dashes.
struct SeriesSpec {
  enum class Dash { solid, dashed, dotted, dash_dotted };
  enum class Shape {
    line,     ///< straight from point to point
    steps,    ///< held until the next point: settings such as k
    points,   ///< dots without a line
    stacked,  ///< an amount since the last point: its share of all stacked series' amounts, on top of those before it
    layered,  ///< a level drawn as an area on top of the layered series before it; all of them have the same x
  };

  QString label{};        ///< in legend and readout: "ε_π (max)"
  QString unit{};         ///< after a value in the readout; may be empty
  QString provenance{};   ///< badge in the tooltip: "exact", "estimated", "setting"; may be empty
  QString explanation{};  ///< tooltip: equation, estimator, caveats; may be empty
  int colour = -1;          ///< index into ChartTheme's series colours; −1: the series' own number
  Dash dash = Dash::solid;
  Shape shape = Shape::line;
  bool faint = false;          ///< pale and thin: background to another series
  QString infinite{};       ///< what +∞ means here ("unbounded"), marked at the upper edge; empty: a fault, like NaN

  bool isArea() const { return shape == Shape::stacked || shape == Shape::layered; }
};

/// One place of a ± band.
struct BandPoint {
  double x = 0, low = 0, high = 0;
};

}  // namespace charts
