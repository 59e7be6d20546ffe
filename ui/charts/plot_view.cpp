#include "ui/charts/plot_view.h"

#include <QChart>
#include <QGraphicsLayout>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>
#include <cmath>

#include "ui/charts/picture_queue.h"

namespace charts {
namespace {

constexpr double kZoomPerNotch = 1.25;
constexpr double kMarkerReach = 5;  // pixels around an event marker's line that show its tooltip

QValueAxis* addHiddenAxis(QChart* chart, Qt::Alignment side) {
  auto* axis = new QValueAxis;
  axis->setRange(0, 1);
  axis->setVisible(false);  // grid and labels are ours: Qt Charts' cannot be logarithmic with zeros, nor symmetric
  chart->addAxis(axis, side);
  return axis;
}

}  // namespace

PlotView::PlotView(QWidget* parent) : QChartView(new QChart, parent) {
  QChart* content = chart();
  content->setBackgroundVisible(false);
  content->setPlotAreaBackgroundVisible(false);
  content->setMargins({});
  content->layout()->setContentsMargins(0, 0, 0, 0);
  content->legend()->hide();
  content->setAcceptHoverEvents(false);
  x_axis_ = addHiddenAxis(content, Qt::AlignBottom);
  y_axis_ = addHiddenAxis(content, Qt::AlignLeft);
  setFrameShape(QFrame::NoFrame);
  setRenderHint(QPainter::Antialiasing);
  // Else each change of the scene paints all that is old in the window at once, instead of with everything else.
  setViewportUpdateMode(NoViewportUpdate);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  viewport()->setMouseTracking(true);
  viewport()->setCursor(Qt::CrossCursor);
  connect(scene(), &QGraphicsScene::changed, this, [this] {
    if (awaited_changes_ == 0) return;  // the echo of what is painted already
    --awaited_changes_;
    setStale();
  });
}

void PlotView::setStale() {
  stale_ = true;
  if (keeps_picture_) {
    PictureQueue::shared().add(*this, [this] { makePicture(); });
  } else {
    viewport()->update();
  }
}

void PlotView::makePicture() {
  const double ratio = viewport()->devicePixelRatioF();
  const QSize pixels = viewport()->size() * ratio;
  if (picture_.size() != pixels) picture_ = QPixmap(pixels);
  picture_.setDevicePixelRatio(ratio);
  picture_.fill(scene_.theme.background);
  QPainter painter(&picture_);
  painter.setRenderHint(QPainter::Antialiasing);
  render(&painter, QRectF(QPointF(), QSizeF(viewport()->size())), viewport()->rect());
  stale_ = false;
  viewport()->update();
}

void PlotView::setScenery(PlotScene scene) {
  const bool moves = scene.plot != scene_.plot;
  scene.crosshair = std::move(scene_.crosshair);
  scene_ = std::move(scene);
  if (moves) chart()->setPlotArea(scene_.plot);
  const qsizetype items = chart()->series().size();
  // New points and ranges are in place at once, but Qt Charts lays itself out in several later turns.
  if (moves || items != items_) awaited_changes_ = 4;
  items_ = items;
  setStale();
}

void PlotView::setCrosshair(std::optional<Crosshair> crosshair) {
  scene_.crosshair = std::move(crosshair);
  viewport()->update();
}

void PlotView::paintEvent(QPaintEvent* event) {
  if (!keeps_picture_) {
    QChartView::paintEvent(event);
    QPainter painter(viewport());
    paintCrosshair(painter, scene_);
    return;
  }
  if (stale_) setStale();  // it has come into view
  QPainter painter(viewport());
  painter.fillRect(viewport()->rect(), scene_.theme.background);
  painter.drawPixmap(QPointF(), picture_);
  paintCrosshair(painter, scene_);
}

void PlotView::drawBackground(QPainter* painter, const QRectF& rect) {
  painter->fillRect(rect, scene_.theme.background);
  paintBehind(*painter, scene_);
}

void PlotView::drawForeground(QPainter* painter, const QRectF&) { paintInFront(*painter, scene_); }

void PlotView::resizeEvent(QResizeEvent* event) {
  QChartView::resizeEvent(event);
  setStale();
  awaited_changes_ = 4;
  Q_EMIT resized();
}

void PlotView::wheelEvent(QWheelEvent* event) {
  const QPoint turn = event->angleDelta();
  // Alt turns the wheel sideways on some platforms.
  const double notches = (turn.y() != 0 ? turn.y() : turn.x()) / 120.0;
  const QPointF position = event->position();
  const double factor = std::pow(kZoomPerNotch, notches);
  if (position.x() < scene_.plot.left() || event->modifiers().testFlag(Qt::ShiftModifier)) {
    Q_EMIT zoomedY(scene_.fromPixelY(position.y()), factor);
  } else {
    Q_EMIT zoomedX(scene_.fromPixelX(position.x()), factor);
  }
  event->accept();
}

void PlotView::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) {
    event->ignore();
    return;
  }
  drag_from_ = event->position();
  viewport()->setCursor(Qt::ClosedHandCursor);
}

void PlotView::mouseMoveEvent(QMouseEvent* event) {
  const QPointF position = event->position();
  if (drag_from_) {
    const QPointF moved = position - *drag_from_;
    drag_from_ = position;
    Q_EMIT panned(moved.x() / scene_.plot.width() * scene_.x.width(),
                  -moved.y() / scene_.plot.height() * scene_.y.width());
    return;
  }
  if (scene_.plot.contains(position)) {
    Q_EMIT pointerMoved(scene_.fromPixelX(position.x()));
  } else {
    Q_EMIT pointerLeft();
  }
}

void PlotView::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  drag_from_.reset();
  viewport()->setCursor(Qt::CrossCursor);
}

void PlotView::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) Q_EMIT resetRequested();
}

void PlotView::contextMenuEvent(QContextMenuEvent* event) { event->ignore(); }  // the chart's menu

bool PlotView::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::Leave) Q_EMIT pointerLeft();
  if (event->type() == QEvent::ToolTip) {
    const auto* help = static_cast<QHelpEvent*>(event);
    const QString text = tooltipAt(help->pos());
    if (text.isEmpty()) {
      QToolTip::hideText();
    } else {
      QToolTip::showText(help->globalPos(), text, viewport());
    }
    return true;
  }
  return QChartView::viewportEvent(event);
}

QString PlotView::tooltipAt(QPointF position) const {
  if (!scene_.plot.contains(position)) return {};
  QStringList lines;
  for (const EventMarker& marker : scene_.events) {
    if (std::abs(scene_.toPixelX(marker.x) - position.x()) <= kMarkerReach) lines.push_back(marker.tooltip);
  }
  for (const Mark& mark : scene_.marks) {
    if (mark.kind == Mark::Kind::dot || std::abs(scene_.toPixelX(mark.x) - position.x()) > kMarkerReach) continue;
    const QString place = formatValue(scene_.x_scale.value(mark.x));
    if (!mark.tip.isEmpty()) {
      lines.push_back(tr("%1 at step %2").arg(mark.tip, place));
      continue;
    }
    lines.push_back(mark.kind == Mark::Kind::non_finite ? tr("non-finite at step %1").arg(place)
                                                        : tr("zero or less at step %1, below a log axis").arg(place));
  }
  if (lines.size() > 8) lines = lines.mid(0, 8) << tr("…");
  return lines.join(QLatin1Char('\n'));
}

}  // namespace charts
