#pragma once

#include <QWidget>
#include <vector>

#include "ui/charts/plot_painter.h"

namespace lab {

/// A line of a small chart: colour, dash and sign, so that no line is told by its colour alone.
struct LineSeries {
  enum class Sign { none, disc, ring, square, diamond };
  QString name;
  std::vector<QPointF> points;  ///< values, not places
  int colour = 0;               ///< of charts::ChartTheme::series; −1: the text's colour
  Qt::PenStyle dash = Qt::SolidLine;
  double width = 1.6;
  Sign sign = Sign::none;
  std::vector<bool> filled;  ///< per point, for ring signs: true draws a disc
};

/// Lines over whole numbers (a rollout length, an iteration) with a legend above and, where asked for, a cursor that
/// can be dragged. On a logarithmic axis what is not positive lies on its floor.
class LineChart : public QWidget {
  Q_OBJECT

 public:
  explicit LineChart(QWidget* parent = nullptr);

  void setAxes(const QString& x_title, const QString& y_title, bool logarithmic);
  void setRange(charts::Range x);
  void setSeries(std::vector<LineSeries> series);
  const std::vector<LineSeries>& series() const { return series_; }
  void setEmptyText(const QString& text);
  /// −1: none.
  void setCursorPlace(int x);
  int cursorPlace() const { return cursor_; }
  QPointF toPixel(double x, double y) const;

  QSize sizeHint() const override { return {520, 300}; }
  QSize minimumSizeHint() const override { return {260, 180}; }

 Q_SIGNALS:
  void cursorMoved(int x);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  struct LegendEntry {
    QPointF at;
    std::size_t series;
  };
  charts::PlotScene makeScene() const;
  std::vector<LegendEntry> layOutLegend(double& height) const;
  QColor colourOf(const LineSeries& series, const charts::ChartTheme& theme) const;
  void paintSeries(QPainter& painter, const charts::PlotScene& scene, const LineSeries& series) const;
  void paintLegend(QPainter& painter, const charts::PlotScene& scene) const;
  void moveCursor(int x);

  QString x_title_, y_title_, empty_text_;
  bool logarithmic_ = false;
  charts::Range x_range_{0, 1};
  std::vector<LineSeries> series_;
  int cursor_ = -1;
};

}  // namespace lab
