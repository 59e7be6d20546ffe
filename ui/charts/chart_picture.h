#pragma once

#include <vector>

#include "ui/charts/chart_model.h"
#include "ui/charts/plot_painter.h"
#include "ui/charts/stack.h"

namespace charts {

/// A chart made ready for a plot of a given size: what Qt Charts draws, and the scene around it.
struct ChartPicture {
  struct Series {
    VisibleLine front, raw;  ///< raw: the faint line behind a moving average
    QList<QPointF> band_low, band_high;  ///< of a ± band, or of a stacked area: four corners per bucket
    bool visible = false;
  };

  PlotScene scene;
  std::vector<Series> series;
  std::vector<StackBucket> stack;  ///< what the stacked areas show
  AxisScale y_scale;
};

/// Pure: cuts, smooths, thins, scales, chooses ticks and the plot rectangle.
ChartPicture compose(const ChartModel& model, const ChartTheme& theme, const QFont& font, QSizeF size);

/// What the crosshair says at a value of x.
Crosshair readAt(double x, const ChartModel& model, const ChartPicture& picture);

}  // namespace charts
