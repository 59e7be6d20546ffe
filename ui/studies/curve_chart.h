#pragma once

#include "ui/charts/plot_card.h"
#include "ui/studies/curve_plot.h"

namespace studies {

/// A PlotCard with a CurvePlot; the pointer reads the nearest point. GUI thread.
class CurveChart : public charts::PlotCard {
  Q_OBJECT

 public:
  explicit CurveChart(const QString& name, QWidget* parent = nullptr);

  /// A hidden curve stays hidden by its label.
  void setPlot(CurvePlot plot);
  const CurvePlot& plot() const { return plot_; }

 protected:
  bool hasData() const override { return plot_.hasData(); }
  charts::PlotScene layOut(const charts::PlotZoom& zoom, const QFont& font, QSizeF room) const override;
  void paintPlot(QPainter& painter, const charts::PlotScene& scene) const override;
  std::optional<charts::Crosshair> read(const std::optional<QPointF>& place) const override;
  QList<LegendItem> legendItems(const charts::ChartTheme& theme) const override;
  void setShown(const QString& label, bool shown) override;
  std::unique_ptr<PlotCard> makeTwin() const override;
  charts::CsvTable table() const override { return tableOf(plot_); }

 private:
  CurvePlot plot_;
};

}  // namespace studies
