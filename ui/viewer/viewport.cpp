#include "ui/viewer/viewport.h"

#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QWheelEvent>
#include <utility>

#include "ui/viewer/hud.h"

namespace viewer {
namespace {

constexpr double kCorner = 6;

}  // namespace

Viewport::Viewport(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("viewport"));
  setAccessibleName(tr("3D view"));
  setFocusPolicy(Qt::StrongFocus);
  setContextMenuPolicy(Qt::PreventContextMenu);  // the right button pans
  setToolTip(
      tr("Left drag orbits, right drag pans, wheel zooms. Double-click selects a body;\n"
         "with Ctrl a left drag then turns it and a right drag pulls it.\n"
         "Right double-click looks there, with Ctrl it follows that body.\n"
         "The keys are in the View menu below."));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void Viewport::setFrame(std::shared_ptr<const ViewerFrame> frame) {
  frame_ = std::move(frame);
  update();
}

void Viewport::setPolicyIsKept(bool kept) {
  policy_is_kept_ = kept;
  update();
}

void Viewport::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
  QPainterPath frame;
  frame.addRoundedRect(QRectF(rect()), kCorner, kCorner);
  if (!frame_ || frame_->image.isNull()) {
    painter.fillPath(frame, palette().color(QPalette::AlternateBase));
    paintProblem(painter, rect(), font(), palette(), frame_ ? frame_->problem : tr("Loading the 3D view…"));
    return;
  }
  painter.save();
  painter.setClipPath(frame);
  // While the pane is being resized the newest picture is still of the old size: it fills the pane, cut, not stretched.
  const QSizeF have = frame_->image.deviceIndependentSize();
  const QSizeF covers = have.scaled(QSizeF(size()), Qt::KeepAspectRatioByExpanding);
  const QPointF corner((width() - covers.width()) / 2, (height() - covers.height()) / 2);
  painter.drawImage(QRectF(corner, covers), frame_->image);
  painter.restore();
  if (frame_->show_text) {
    paintHud(painter, rect(), font(), calcHudText(frame_->status, policy_is_kept_), frame_->status);
  }
}

void Viewport::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  Q_EMIT resized();
}

void Viewport::mousePressEvent(QMouseEvent* event) {
  if (drag_from_) return;  // a second button changes nothing
  drag_from_ = event->position();
  drag_button_ = event->button();
  const bool is_main = drag_button_ == Qt::LeftButton || drag_button_ == Qt::RightButton;
  pulls_ = is_main && event->modifiers().testFlag(Qt::ControlModifier);
  if (pulls_) Q_EMIT pullBegun(drag_button_ == Qt::LeftButton ? BodyGrip::Pull::torque : BodyGrip::Pull::force);
  if (is_main) setCursor(pulls_ ? Qt::PointingHandCursor : Qt::ClosedHandCursor);
}

void Viewport::mouseMoveEvent(QMouseEvent* event) {
  if (!drag_from_) return;
  const QPointF moved = (event->position() - *drag_from_) / height();
  drag_from_ = event->position();
  const bool level = event->modifiers().testFlag(Qt::ShiftModifier);
  if (pulls_) {
    Q_EMIT pulled(moved.x(), moved.y(), level);
    return;
  }
  switch (drag_button_) {
    case Qt::LeftButton: Q_EMIT orbited(moved.x(), level ? 0 : moved.y()); break;
    case Qt::RightButton: Q_EMIT panned(moved.x(), moved.y()); break;
    case Qt::MiddleButton: Q_EMIT zoomed(-moved.y() * 12); break;  // a drag across the view is a dozen notches
    default: break;
  }
}

void Viewport::mouseReleaseEvent(QMouseEvent* event) {
  if (!drag_from_ || event->button() == drag_button_) endDrag();
}

/// A pull also ends when the window goes away under the pointer.
void Viewport::focusOutEvent(QFocusEvent* event) {
  endDrag();
  QWidget::focusOutEvent(event);
}

void Viewport::endDrag() {
  drag_from_.reset();
  if (std::exchange(pulls_, false)) Q_EMIT pullEnded();
  unsetCursor();
}

void Viewport::mouseDoubleClickEvent(QMouseEvent* event) {
  const double x = event->position().x() / width(), y = event->position().y() / height();
  if (event->button() == Qt::LeftButton) Q_EMIT selected(x, y);
  if (event->button() == Qt::RightButton) {
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
      Q_EMIT followed(x, y);
    } else {
      Q_EMIT centred(x, y);
    }
  }
}

void Viewport::wheelEvent(QWheelEvent* event) {
  Q_EMIT zoomed(event->angleDelta().y() / 120.0);
  event->accept();
}

}  // namespace viewer
