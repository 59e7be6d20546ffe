#pragma once

#include <QList>
#include <QString>

#include <limits>
#include <optional>
#include <vector>

#include "ui/charts/event_marker.h"
#include "ui/charts/series_data.h"
#include "ui/charts/series_spec.h"
#include "ui/charts/view_window.h"

namespace charts {

/// Everything a chart shows and how it is looked at; no widget in it. Points, bands and
/// markers are values; where a scale places them is decided when a picture is composed. Copying one copies the chart.
struct ChartModel {
  struct Series {
    SeriesSpec spec;
    SeriesData data;
    bool visible = true;
    bool offered = true;  ///< in the legend; neither drawn nor read otherwise

    bool isShown() const { return visible && offered; }
    int colour = 0;  ///< index into the theme's colours
  };

  QString title, x_title, y_title, empty_text;
  std::vector<Series> series;
  QList<EventMarker> markers;
  AxisScale::Kind x_kind = AxisScale::Kind::linear;
  AxisScale::Kind y_kind = AxisScale::Kind::linear;
  double y_anchor = std::numeric_limits<double>::quiet_NaN();
  double smoothing = 0;
  ViewWindow window;  ///< in places along x
  std::optional<Range> y_by_hand;  ///< plot coordinates

  bool hasPoints() const;
  bool isStack() const;   ///< some series are stacked: y is a share in percent, whatever its scale
  bool isLinear() const;  ///< some series are areas: heights add up, so both axes are linear, whatever was asked for
  Range xExtent() const;  ///< values, of visible series, or of all when none is visible
  /// A log axis begins at the smallest positive x of all.
  AxisScale xScale() const;
  Range xPlaces() const;  ///< of the extent
};

}  // namespace charts
