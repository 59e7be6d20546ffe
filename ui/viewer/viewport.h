#pragma once

#include <QWidget>

#include <memory>
#include <optional>

#include "ui/viewer/body_grip.h"
#include "ui/viewer/viewer_frame.h"

namespace viewer {

/// Paints the newest picture with its HUD, and turns the pointer into wishes in fractions of its own size, with the
/// gestures of MuJoCo's `simulate`: left drag orbits (Shift: level), right drag pans, wheel and middle drag zoom;
/// double-click selects, right double-click looks there, Ctrl + right double-click follows; Ctrl + left or right drag
/// pulls at the selected body by a torque or a force (Shift: level).
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
  void selected(double x, double y);        ///< fractions of width and height
  void centred(double x, double y);
  void followed(double x, double y);
  void pullBegun(viewer::BodyGrip::Pull pull);
  void pulled(double right, double down, bool sideways);  ///< fractions of the height
  void pullEnded();
  void resized();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void wheelEvent(QWheelEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  std::shared_ptr<const ViewerFrame> frame_;
  bool policy_is_kept_ = false;
  void endDrag();

  std::optional<QPointF> drag_from_;
  bool pulls_ = false;
  Qt::MouseButton drag_button_ = Qt::NoButton;
};

}  // namespace viewer
