// Pointer and wheel over a PlotCard, and what changes its looks.
#include <QMouseEvent>
#include <cmath>

#include "ui/charts/plot_card.h"

namespace charts {
namespace {

constexpr double kZoomPerNotch = 1.25, kDragThreshold = 3, kAround = 4;  // pixels

}  // namespace

void PlotCard::mouseMoveEvent(QMouseEvent* event) {
  const QPointF place = toPlot(event->position());
  if (drag_from_) {
    const QPointF by = place - *drag_from_;
    if (!dragged_ && std::hypot(by.x(), by.y()) < kDragThreshold) return;
    dragged_ = true;
    drag_from_ = place;
    setZoom({moved(scene_.x, -by.x() / scene_.plot.width() * scene_.x.width()),
             moved(scene_.y, by.y() / scene_.plot.height() * scene_.y.width())});
    return;
  }
  const bool inside = scene_.plot.adjusted(-kAround, -kAround, kAround, kAround).contains(place);
  pointer_ = inside ? std::optional(place) : std::nullopt;
  if (inside) pointAt(place);
  readAgain();
}

void PlotCard::mousePressEvent(QMouseEvent* event) {
  const QPointF place = toPlot(event->position());
  dragged_ = false;
  if (event->button() == Qt::LeftButton && !isCompact() && scene_.plot.contains(place)) drag_from_ = place;
}

void PlotCard::mouseReleaseEvent(QMouseEvent*) { drag_from_.reset(); }
void PlotCard::mouseDoubleClickEvent(QMouseEvent*) { showAll(); }

// Beside the plot, and over thumbnails, the wheel scrolls the page.
void PlotCard::wheelEvent(QWheelEvent* event) {
  const QPointF place = toPlot(event->position());
  if (isCompact() || !scene_.plot.contains(place) || !hasData()) {
    event->ignore();
    return;
  }
  const double factor = std::pow(kZoomPerNotch, event->angleDelta().y() / 120.0);
  PlotZoom zoom = zoom_;
  if (event->modifiers().testFlag(Qt::ShiftModifier)) {
    zoom = {scene_.x, zoomed(scene_.y, scene_.fromPixelY(place.y()), factor)};
  } else {
    zoom.x = zoomed(scene_.x, scene_.fromPixelX(place.x()), factor);
  }
  setZoom(zoom);
}

void PlotCard::leaveEvent(QEvent*) {
  pointer_.reset();
  readAgain();
}

void PlotCard::resizeEvent(QResizeEvent* event) {
  ChartCard::resizeEvent(event);
  arrange();
}

void PlotCard::changeEvent(QEvent* event) {
  ChartCard::changeEvent(event);
  if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange ||
      event->type() == QEvent::StyleChange) {
    dress();
    arrange();
  }
}

}  // namespace charts
