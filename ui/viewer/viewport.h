#pragma once

#include <QWidget>

#include <memory>
#include <optional>

#include "ui/viewer/viewer_frame.h"

namespace viewer {

/// Paints the newest picture with its HUD, and turns the pointer into camera wishes in fractions of its own size.
class Viewport : public QWidget {
  Q_OBJECT

 public:
  explicit Viewport(QWidget* parent = nullptr);
  void setFrame(std::shared_ptr<const ViewerFrame> frame);
  void setPolicyIsKept(bool kept);
  const ViewerFrame* frame() const { return frame_.get(); }

 Q_SIGNALS:
  void orbited(double right, double down);  ///< fractions of the height
  void panned(double right, double down);
  void zoomed(double notches);
  void centred(double x, double y);         ///< fractions of width and height
  void resized();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;

 private:
  std::shared_ptr<const ViewerFrame> frame_;
  bool policy_is_kept_ = false;
  std::optional<QPointF> drag_from_;
  Qt::MouseButton drag_button_ = Qt::NoButton;
};

}  // namespace viewer
