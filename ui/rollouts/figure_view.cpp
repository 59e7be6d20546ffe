#include "ui/rollouts/figure_view.h"

#include <QMenu>
#include <QMouseEvent>
#include <QSet>
#include <QToolButton>
#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/panels/icon.h"
#include "ui/rollouts/step_cursor.h"

namespace rollouts {

FigureView::FigureView(const QString& name, Form form, QWidget* parent)
    : PlotCard(name, panels::icon(QStringLiteral("export"), panels::Tone::muted), form, parent),
      log_(addButton(name + QStringLiteral("_log"), tr("Logarithmic y axis"),
                     tr("Logarithmic y axis: a straight line is exponential growth"))) {
  setFocusPolicy(Qt::TabFocus);
  log_->setText(tr("log"));
  log_->setCheckable(true);
  log_->hide();
  if (isCompact()) setCursor(Qt::PointingHandCursor);
  connect(log_, &QToolButton::clicked, this, [this](bool log) {
    setLogY(log);
    Q_EMIT logYChanged(log);
  });
}

void FigureView::follow(StepCursor& cursor) {
  cursor_ = &cursor;
  connect(&cursor, &StepCursor::moved, this, [this] { readAgain(); });
}

bool FigureView::followsSteps() const { return cursor_ != nullptr && figure_.reading == Reading::step; }

void FigureView::setFigure(Figure figure) {
  QSet<QString> hidden;
  for (const Layer& layer : figure_.layers) {
    if (!layer.visible) hidden << layer.spec.label;
  }
  for (Layer& layer : figure.layers) {
    layer.visible = layer.visible && (layer.spec.label.isEmpty() || !hidden.contains(layer.spec.label));
  }
  if (takes_log_) figure.y_scale.kind = figure_.y_scale.kind;
  const bool same_axes = figure.x_title == figure_.x_title && figure.y_title == figure_.y_title &&
                         figure.first_step == figure_.first_step && figure.steps == figure_.steps;
  figure_ = std::move(figure);
  showContent({figure_.title, figure_.caption, figure_.explanation}, same_axes);
}

void FigureView::offerLogY() {
  takes_log_ = true;
  log_->setVisible(!isCompact());
  arrange();
}

void FigureView::setLogY(bool log) {
  figure_.y_scale.kind = log ? charts::AxisScale::Kind::log : charts::AxisScale::Kind::linear;
  log_->setChecked(log);
  setZoom({zoom().x, {}});
}

QPointF FigureView::toPixel(double x, double y) const {
  return toWidget({scene().toPixelX(figure_.x_scale.place(x)), scene().toPixelY(figure_.y_scale.place(y))});
}

charts::PlotScene FigureView::layOut(const charts::PlotZoom& zoom, const QFont& font, QSizeF room) const {
  return rollouts::layOut(figure_, zoom, charts::ChartTheme(palette()), font, room, isCompact());
}

void FigureView::paintPlot(QPainter& painter, const charts::PlotScene& scene) const {
  paintLayers(painter, figure_, scene, isCompact());
}

std::optional<charts::Crosshair> FigureView::read(const std::optional<QPointF>& place) const {
  if (!figure_.hasData()) return std::nullopt;
  if (figure_.reading == Reading::nearest) {
    return place ? readNearest(figure_, scene(), *place) : std::nullopt;
  }
  if (!followsSteps() || cursor_->step() < 0 || cursor_->step() > figure_.steps) return std::nullopt;
  const int step = cursor_->step();
  charts::Crosshair cross = readStep(figure_, scene().theme, step);
  cross.heading = figure_.first_step == 0
                      ? tr("model step %1").arg(step)
                      : tr("step %1 · model step %2").arg(qRound(figure_.first_step) + step).arg(step);
  return cross;
}

bool FigureView::saysNumbers() const {
  return figure_.reading == Reading::nearest || (!isCompact() && (pointer() || hasFocus()));
}

/// One entry for all layers of a label, with the look of the first.
QList<charts::PlotCard::LegendItem> FigureView::legendItems(const charts::ChartTheme& theme) const {
  QList<LegendItem> items;
  QSet<QString> known;
  for (qsizetype i = 0; i < figure_.layers.size(); ++i) {
    const Layer& layer = figure_.layers[i];
    if (layer.spec.label.isEmpty() || known.contains(layer.spec.label)) continue;
    known << layer.spec.label;
    LegendItem item{layer.spec.label, layer.spec.explanation, layer.visible};
    QColor ink = inkOf(layer, i, theme);
    item.pen = theme.pen(layer.spec, 0, 0);
    if (layer.kind == Layer::Kind::dots) item.sign = charts::LegendEntry::Sign::dot;
    if (layer.kind == Layer::Kind::bars || layer.kind == Layer::Kind::band) {
      item.sign = charts::LegendEntry::Sign::patch;
    }
    if (layer.kind == Layer::Kind::band && !layer.hatched) ink.setAlphaF(theme.isDark() ? 0.4f : 0.32f);
    item.pen.setBrush(layer.hatched ? QBrush(ink, Qt::BDiagPattern) : QBrush(ink));
    items << item;
  }
  return items;
}

void FigureView::setShown(const QString& label, bool shown) {
  for (Layer& layer : figure_.layers) {
    if (layer.spec.label == label) layer.visible = shown;
  }
}

std::unique_ptr<charts::PlotCard> FigureView::makeTwin() const {
  auto twin = std::make_unique<FigureView>(objectName());
  twin->setFigure(figure_);
  return twin;
}

void FigureView::addActions(QMenu& menu) {
  PlotCard::addActions(menu);
  if (!takes_log_) return;
  QAction* log = menu.addAction(tr("Logarithmic y axis"), log_, &QToolButton::click);
  log->setCheckable(true);
  log->setChecked(isLogY());
}

void FigureView::pointAt(QPointF place) {
  if (!followsSteps() || !figure_.hasData()) return;
  cursor_->setStep(static_cast<int>(std::lround(scene().fromPixelX(place.x()) - figure_.first_step)));
}

void FigureView::mousePressEvent(QMouseEvent* event) {
  pressed_ = event->button() == Qt::LeftButton;
  PlotCard::mousePressEvent(event);
}

void FigureView::mouseReleaseEvent(QMouseEvent* event) {
  const bool clicked = std::exchange(pressed_, false) && rect().contains(event->position().toPoint());
  if (isCompact() && clicked) Q_EMIT chosen();
  PlotCard::mouseReleaseEvent(event);
}

void FigureView::keyPressEvent(QKeyEvent* event) {
  const int key = event->key();
  if (isCompact() && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space)) {
    Q_EMIT chosen();
  } else if (followsSteps() && (key == Qt::Key_Left || key == Qt::Key_Right)) {
    cursor_->setStep(cursor_->step() + (key == Qt::Key_Right ? 1 : -1));
  } else if (followsSteps() && (key == Qt::Key_Home || key == Qt::Key_End)) {
    cursor_->setStep(key == Qt::Key_Home ? 0 : cursor_->last());
  } else {
    PlotCard::keyPressEvent(event);
  }
}

void FigureView::focusInEvent(QFocusEvent* event) {
  PlotCard::focusInEvent(event);
  readAgain();
}

void FigureView::focusOutEvent(QFocusEvent* event) {
  PlotCard::focusOutEvent(event);
  readAgain();
}

}  // namespace rollouts
