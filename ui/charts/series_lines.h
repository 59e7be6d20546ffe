#pragma once

#include <QAreaSeries>
#include <QLineSeries>

#include <vector>

#include "ui/charts/chart_theme.h"
#include "ui/charts/plot_view.h"
#include "ui/charts/series_data.h"

namespace charts {

/// The Qt Charts series that draw one of ours: a band, the raw line and its average, each line as one QLineSeries per
/// unbroken stretch, because Qt Charts joins a line across NaN. Stretches are reused and hidden when they are not needed.
class SeriesLines {
 public:
  explicit SeriesLines(PlotView* view);
  ~SeriesLines();
  SeriesLines(const SeriesLines&) = delete;
  SeriesLines& operator=(const SeriesLines&) = delete;

  void setBand(const QList<QPointF>& lower, const QList<QPointF>& upper, const QColor& fill);
  void setRaw(const VisibleLine& line, const QPen& pen) { setLine(raw_, line, pen); }
  void setFront(const VisibleLine& line, const QPen& pen) { setLine(front_, line, pen); }
  void hide();

 private:
  using Stretches = std::vector<QLineSeries*>;
  void setLine(Stretches& stretches, const VisibleLine& line, const QPen& pen);
  void addToChart(QXYSeries* series);

  PlotView* view_;
  QLineSeries* lower_;
  QLineSeries* upper_;
  QAreaSeries* area_;
  Stretches raw_, front_;
};

}  // namespace charts
