#pragma once

#include <QLabel>
#include <memory>
#include <optional>
#include <vector>

#include "ui/charts/chart_badge.h"
#include "ui/charts/chart_legend.h"
#include "ui/charts/chart_picture.h"
#include "ui/charts/follow_pill.h"
#include "ui/charts/live_chart.h"
#include "ui/charts/plot_view.h"
#include "ui/charts/series_lines.h"

namespace charts {

/// What a LiveChart is made of: the model, the widgets, and the picture that was composed last. The widgets belong to
/// the chart as their parent.
struct LiveChart::Parts {
  ChartModel model;
  ChartPicture picture;
  ChartTheme theme;
  std::vector<std::unique_ptr<SeriesLines>> lines;  // one per series of the model
  std::optional<double> crosshair_x;
  bool is_stale = true;      // picture, of the model
  bool is_shown_old = true;  // what the view has, of the picture
  bool legend_shown = true;

  QLabel* title = nullptr;
  ChartBadge* badge = nullptr;
  ChartLegend* legend = nullptr;
  FollowPill* pill = nullptr;
  PlotView* view = nullptr;

  ChartModel::Series& at(int series) { return model.series.at(static_cast<std::size_t>(series)); }
  /// Settings held in steps are exact and stay so.
  void applySmoothing(ChartModel::Series& series) const;
  /// The picture of what the model says now, whether or not it has been shown.
  const ChartPicture& upToDate(const LiveChart& chart);
};

/// A series' tooltip.
QString describe(const SeriesSpec& spec);

}  // namespace charts
