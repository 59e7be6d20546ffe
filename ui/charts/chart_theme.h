#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QPen>

#include "ui/charts/series_spec.h"

namespace charts {

/// A chart's colours and pens, derived from a palette: the same hue names a series in light and dark. Series colours are
/// Okabe and Ito's, which stay apart for every kind of colour vision; brightened on dark ground, and yellow and black
/// replaced where they would drown.
class ChartTheme {
 public:
  explicit ChartTheme(const QPalette& palette = {});

  QColor background, border, grid, minor_grid, text, muted_text, accent;
  QColor marker;    ///< of parameter changes
  QColor warning;   ///< of non-finite values

  QColor series(int index) const;
  /// The pen of a line: thin when its points are dense, where wide pens cost most and say least.
  QPen pen(const SeriesSpec& spec, int colour, qsizetype visible_points) const;
  QPen penBehindAverage(int colour) const;
  QColor band(int colour) const;   ///< of a ± band: sheer
  QColor stack(int colour) const;  ///< of a stacked area: opaque, calmer than a line's
  bool isDark() const { return is_dark_; }

 private:
  bool is_dark_ = false;
};

/// A font's size scaled, never below 6.5 pt.
QFont scaledFont(QFont font, double factor);
/// From a to b by t in [0, 1].
QColor mixed(const QColor& a, const QColor& b, double t);

}  // namespace charts
