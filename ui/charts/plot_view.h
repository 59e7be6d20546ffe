#pragma once

#include <QChartView>
#include <QPixmap>
#include <QValueAxis>

#include "ui/charts/plot_painter.h"

namespace charts {

/// Qt Charts draws the lines; this view adds the scene around them and turns the pointer into wishes in plot
/// coordinates. The picture without the crosshair is kept, so that moving the crosshair costs a copy and a few strokes;
/// a new one is made when the queue of pictures comes to it, and until then the old one is shown. The axes of Qt Charts
/// span [0, 1].
class PlotView : public QChartView {
  Q_OBJECT

 public:
  explicit PlotView(QWidget* parent = nullptr);

  QValueAxis* xAxis() const { return x_axis_; }
  QValueAxis* yAxis() const { return y_axis_; }

  const PlotScene& scenery() const { return scene_; }
  /// Takes over a new picture; moves the plot rectangle only where it differs.
  void setScenery(PlotScene scene);
  void setCrosshair(std::optional<Crosshair> crosshair);
  /// Paint strokes instead of the kept picture, for vector output.
  void setKeepsPicture(bool keeps) { keeps_picture_ = keeps; }
  bool keepsPicture() const { return keeps_picture_; }
  void setStale();

 Q_SIGNALS:
  void zoomedX(double centre, double factor);
  void zoomedY(double centre, double factor);
  void panned(double x_distance, double y_distance);  ///< of the content, in plot coordinates
  void resetRequested();
  void pointerMoved(double x);
  void pointerLeft();
  void resized();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void drawBackground(QPainter* painter, const QRectF& rect) override;
  void drawForeground(QPainter* painter, const QRectF& rect) override;
  void resizeEvent(QResizeEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  bool viewportEvent(QEvent* event) override;

 private:
  QString tooltipAt(QPointF position) const;
  void makePicture();

  QValueAxis* x_axis_;
  QValueAxis* y_axis_;
  PlotScene scene_;
  QPixmap picture_;
  bool stale_ = true, keeps_picture_ = true;
  int awaited_changes_ = 0;  // announcements of Qt Charts that make the kept picture old
  qsizetype items_ = 0;
  std::optional<QPointF> drag_from_;
};

}  // namespace charts
