#pragma once

#include <memory>
#include <optional>

#include "ui/charts/chart_card.h"
#include "ui/studies/curve_plot.h"

class QLabel;
class QToolButton;

namespace charts {
class ChartLegend;
}

namespace studies {

/// A card that shows a CurvePlot: title, legend (a click hides or shows a curve), a button that saves it. The pointer
/// reads the nearest point; wheel zooms about it, drag pans, double-click shows all again.
class CurveChart : public charts::ChartCard {
  Q_OBJECT

 public:
  explicit CurveChart(const QString& name, QWidget* parent = nullptr);
  ~CurveChart() override;

  /// A hidden curve stays hidden by its label.
  void setPlot(CurvePlot plot);
  const CurvePlot& plot() const { return plot_; }
  void showAll();
  /// The lines of the readout as shown; empty without one.
  QStringList readout() const;

  QString title() const override { return plot_.title; }
  QSize sizeHint() const override { return {420, 280}; }
  QSize minimumSizeHint() const override { return {220, 160}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void changeEvent(QEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void paintCard(QPainter& painter, QSize size) const override { makeCopy(size)->render(&painter); }
  charts::CsvTable table() const override { return tableOf(plot_); }

 private:
  void dress();
  void arrange();
  void buildLegend();
  void refresh();
  QPointF toPlot(QPointF widget) const { return widget - plot_origin_; }
  std::unique_ptr<CurveChart> makeCopy(QSize size) const;

  QLabel* title_;
  charts::ChartLegend* legend_;
  QToolButton* save_;
  CurvePlot plot_;
  CurveView view_;
  charts::PlotScene scene_;
  QPointF plot_origin_;
  std::optional<QPointF> drag_from_;
};

}  // namespace studies
