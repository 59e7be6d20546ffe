#pragma once

#include <QList>
#include <QString>

#include "ui/charts/axis_scale.h"
#include "ui/charts/range.h"

namespace charts {

struct Tick {
  double place = 0;  ///< plot coordinate
  QString label;     ///< empty for a minor tick
};

/// About `wanted` ticks within a stretch of plot coordinates. Linear and narrow log axes: 1, 2, 5 · 10ⁿ; log axes:
/// decades; symlog axes: zero and ± decades of the knee.
QList<Tick> calcTicks(const AxisScale& scale, const Range& places, int wanted);

/// As on an axis whose ticks are `step` apart: "1.25", "20k", "3M", "4·10⁻⁵".
QString formatTick(double value, double step);
/// As in a readout, four significant digits: "−0.01235", "12 340", "1.2·10⁻⁷", "not a number".
QString formatValue(double value);

}  // namespace charts
