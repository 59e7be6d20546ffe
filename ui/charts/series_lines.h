#pragma once

#include <QAreaSeries>
#include <QLineSeries>
#include <vector>

#include "ui/charts/chart_theme.h"
#include "ui/charts/plot_view.h"
#include "ui/charts/series_data.h"

namespace charts {

/// The Qt Charts series that draw one of ours: a band, the raw line and its average, each line as one QLineSeries per
/// unbroken stretch, because Qt Charts joins a line across NaN. Stretches are reused and hidden when they are not
/// needed.
///
/// Points are handed to Qt Charts as fractions of the plot, and its axes always span [0, 1]: whenever an axis changes,
/// it strokes every line of the chart anew to know its shape, which is most of what a chart costs.
class SeriesLines {
 public:
  explicit SeriesLines(PlotView* view);
  ~SeriesLines();
  SeriesLines(const SeriesLines&) = delete;
  SeriesLines& operator=(const SeriesLines&) = delete;

  /// The stretches of both axes on screen, for what is set after it.
  void setFrame(const Range& x, const Range& y);
  void setBand(const QList<QPointF>& lower, const QList<QPointF>& upper, const QColor& fill);
  void setRaw(const VisibleLine& line, const QPen& pen) { setLine(raw_, line, pen); }
  void setFront(const VisibleLine& line, const QPen& pen) { setLine(front_, line, pen); }
  void hide();

 private:
  using Stretches = std::vector<QLineSeries*>;
  void setLine(Stretches& stretches, const VisibleLine& line, const QPen& pen);
  void addToChart(QXYSeries* series);
  QList<QPointF> fractions(QList<QPointF> points) const;

  PlotView* view_;
  Range x_{0, 1}, y_{0, 1};
  QLineSeries* lower_;
  QLineSeries* upper_;
  QAreaSeries* area_;
  Stretches raw_, front_;
};

}  // namespace charts
