// Pointer, wheel and keys over a FigureView.
#include <QMouseEvent>
#include <cmath>

#include "ui/rollouts/figure_view.h"
#include "ui/rollouts/step_cursor.h"

namespace rollouts {
namespace {

constexpr double kZoomPerNotch = 1.25, kDragThreshold = 3;

}  // namespace

void FigureView::mouseMoveEvent(QMouseEvent* event) {
  const QPointF place = toPlot(event->position());
  if (drag_from_ && !isCompact()) {
    const QPointF by = place - *drag_from_;
    if (!dragged_ && std::hypot(by.x(), by.y()) < kDragThreshold) return;
    dragged_ = true;
    window_.x = charts::moved(scene_.x, -by.x() / scene_.plot.width() * scene_.x.width());
    window_.y = charts::moved(scene_.y, by.y() / scene_.plot.height() * scene_.y.width());
    drag_from_ = place;
    refresh();
    return;
  }
  const bool inside = scene_.plot.adjusted(-4, -4, 4, 4).contains(place);
  pointer_ = inside ? std::optional(place) : std::nullopt;
  if (inside && figure_.reading == Reading::step && cursor_ != nullptr && figure_.hasData()) {
    cursor_->setStep(static_cast<int>(std::lround(scene_.fromPixelX(place.x()) - figure_.first_step)));
  }
  readPlace(pointer_);
}

void FigureView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  const QPointF place = toPlot(event->position());
  dragged_ = false;
  if (isCompact() || scene_.plot.contains(place)) drag_from_ = place;
}

void FigureView::mouseReleaseEvent(QMouseEvent* event) {
  if (isCompact() && drag_from_ && rect().contains(event->position().toPoint())) Q_EMIT chosen();
  drag_from_.reset();
}

void FigureView::mouseDoubleClickEvent(QMouseEvent*) { showAll(); }

// Beside the plot, and over thumbnails, the wheel scrolls the page.
void FigureView::wheelEvent(QWheelEvent* event) {
  const QPointF place = toPlot(event->position());
  if (isCompact() || !scene_.plot.contains(place) || !figure_.hasData()) {
    event->ignore();
    return;
  }
  const double factor = std::pow(kZoomPerNotch, event->angleDelta().y() / 120.0);
  window_.x = charts::zoomed(scene_.x, scene_.fromPixelX(place.x()), factor);
  if (event->modifiers().testFlag(Qt::ShiftModifier)) {
    window_.x = scene_.x;
    window_.y = charts::zoomed(scene_.y, scene_.fromPixelY(place.y()), factor);
  }
  refresh();
}

void FigureView::keyPressEvent(QKeyEvent* event) {
  const int key = event->key();
  if (isCompact() && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space)) {
    Q_EMIT chosen();
  } else if (cursor_ != nullptr && figure_.reading == Reading::step && (key == Qt::Key_Left || key == Qt::Key_Right)) {
    cursor_->setStep(cursor_->step() + (key == Qt::Key_Right ? 1 : -1));
  } else if (cursor_ != nullptr && figure_.reading == Reading::step && (key == Qt::Key_Home || key == Qt::Key_End)) {
    cursor_->setStep(key == Qt::Key_Home ? 0 : cursor_->last());
  } else {
    QWidget::keyPressEvent(event);
  }
}

void FigureView::leaveEvent(QEvent*) {
  pointer_.reset();
  readPlace(pointer_);
}

void FigureView::focusInEvent(QFocusEvent* event) {
  QWidget::focusInEvent(event);
  readPlace(pointer_);
}

void FigureView::focusOutEvent(QFocusEvent* event) {
  QWidget::focusOutEvent(event);
  readPlace(pointer_);
}

}  // namespace rollouts
