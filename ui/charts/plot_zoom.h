#pragma once

#include "ui/charts/range.h"

namespace charts {

/// Where a plot is looked at, in plot coordinates; an empty range: everything.
struct PlotZoom {
  Range x, y;
};

}  // namespace charts
