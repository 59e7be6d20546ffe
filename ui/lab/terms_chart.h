#pragma once

#include <QWidget>

#include "ui/lab/lab_model.h"

namespace lab {

class TermsPicture;

/// C(k) with its terms stacked, for every k: the current k as a line that can be dragged, the best k as a dot, pinned
/// settings as dashed lines, other theorems as thin ones where asked for, and a veil over all that is vacuous. Each
/// drag repaints at once. Keys: ← → change k by one, Page Up/Down by ten, Home goes to the best k.
class TermsChart : public QWidget {
  Q_OBJECT

 public:
  explicit TermsChart(LabModel& model, QWidget* parent = nullptr);

  /// Everything divided by r_max/(1−γ).
  void setNormalised(bool normalised);
  bool isNormalised() const { return normalised_; }
  /// Draws C(k) of the other theorems as well.
  void setComparing(bool comparing);
  bool isComparing() const { return comparing_; }

  QSize sizeHint() const override { return {420, 320}; }
  QSize minimumSizeHint() const override { return {200, 150}; }

  /// Where a point (k, C in reward units) lies, in widget pixels.
  QPointF toPixel(double k, double penalty) const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void leaveEvent(QEvent* event) override;
  bool event(QEvent* event) override;

 private:
  TermsPicture picture() const;
  void dragTo(QPointF position);
  std::string_view termAt(QPointF position) const;
  void describe();

  LabModel& model_;
  bool normalised_ = false, comparing_ = false, dragging_ = false;
};

}  // namespace lab
