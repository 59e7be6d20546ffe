#pragma once

#include <algorithm>
#include <cmath>

#include "ui/charts/axis_scale.h"
#include "ui/charts/range.h"

namespace charts {

/// The pixel columns that a screen has along x, and which values stand in which.
struct Columns {
  Range places;     ///< the stretch of the axis on screen, as `scale` places it
  AxisScale scale;
  int count = 1;

  Range values() const { return {scale.value(places.low), scale.value(places.high)}; }
  /// The column of a value; −1 and `count` are what lies outside.
  int of(double value) const {
    const double part = std::floor((scale.place(value) - places.low) / places.width() * count);
    return static_cast<int>(std::clamp(part, -1.0, static_cast<double>(count)));
  }
};

}  // namespace charts
