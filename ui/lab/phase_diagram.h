#pragma once

#include <QWidget>

#include "ui/charts/plot_painter.h"
#include "ui/lab/lab_model.h"
#include "ui/lab/phase_map.h"

namespace lab {

/// k* of Theorem 4.3 as bands over log ε_π × log ε_m, at the γ and d that are set: where you are (drag it), the pinned
/// settings, and the way that the shown run has gone. Arrow keys move the point by a twentieth of a decade.
class PhaseDiagram : public QWidget {
  Q_OBJECT

 public:
  explicit PhaseDiagram(LabModel& model, QWidget* parent = nullptr);

  static constexpr double kLowest = -4;  ///< both axes: 10⁻⁴ … 1

  QSize sizeHint() const override { return {420, 320}; }
  QSize minimumSizeHint() const override { return {200, 150}; }

  /// Where a pair of errors lies, in widget pixels; zeros and what is too small lie on the edge.
  QPointF toPixel(double eps_pi, double eps_m) const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  charts::PlotScene makeScene() const;
  void dragTo(QPointF position);
  void moveBy(double decades_x, double decades_y);
  void paintBands(QPainter& painter, const charts::PlotScene& scene) const;
  void paintTrail(QPainter& painter, const charts::PlotScene& scene) const;
  void paintPoints(QPainter& painter, const charts::PlotScene& scene) const;
  void describe();

  LabModel& model_;
  bool dragging_ = false;
};

}  // namespace lab
