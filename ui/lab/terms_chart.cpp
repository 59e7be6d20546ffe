#include "ui/lab/terms_chart.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainterPath>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/lab/formula.h"
#include "ui/lab/term_look.h"

namespace lab {
namespace {

constexpr double kTickX = 56, kTickY = 42;  // pixels per labelled tick

/// The stair of a row of values: two points per k, left and right edge of its column. Where columns are thinner than
/// two pixels no eye sees the steps, and a straight line through the middles costs half.
void appendStair(QPolygonF& line, const charts::PlotScene& scene, const std::vector<double>& values, double unit) {
  if (scene.toPixelX(1) - scene.toPixelX(0) < 2) {
    line << QPointF(scene.plot.left(), scene.toPixelY(values.front() / unit));
    for (std::size_t k = 0; k < values.size(); ++k) {
      line << QPointF(scene.toPixelX(static_cast<double>(k)), scene.toPixelY(values[k] / unit));
    }
    line << QPointF(scene.plot.right(), scene.toPixelY(values.back() / unit));
    return;
  }
  for (std::size_t k = 0; k < values.size(); ++k) {
    const double y = scene.toPixelY(values[k] / unit), x = static_cast<double>(k);
    line << QPointF(scene.toPixelX(x - 0.5), y) << QPointF(scene.toPixelX(x + 0.5), y);
  }
}

/// Where a small text about a centre lies, inside the plot.
QRectF tagBox(const QPainter& painter, const charts::PlotScene& scene, QPointF centre, const QString& text) {
  const QFontMetricsF metrics(painter.font());
  const QSizeF size(metrics.horizontalAdvance(text) + 10, metrics.height() + 2);
  QRectF box(centre - QPointF(size.width(), size.height()) / 2, size);
  box.moveLeft(std::clamp(box.left(), scene.plot.left() + 2,
                          std::max(scene.plot.left() + 2, scene.plot.right() - 2 - box.width())));
  box.moveTop(std::clamp(box.top(), scene.plot.top() + 2,
                         std::max(scene.plot.top() + 2, scene.plot.bottom() - 2 - box.height())));
  return box;
}

/// A small text on a ground of its own.
void paintTag(QPainter& painter, const charts::PlotScene& scene, const QRectF& box, const QString& text,
              const QColor& ink) {
  QColor ground = scene.theme.background;
  ground.setAlphaF(0.9f);
  painter.setPen(QPen(scene.theme.border, 1));
  painter.setBrush(ground);
  painter.drawRoundedRect(box, 4, 4);
  painter.setPen(ink);
  painter.drawText(box, Qt::AlignCenter, text);
}

void paintTag(QPainter& painter, const charts::PlotScene& scene, QPointF centre, const QString& text,
              const QColor& ink) {
  paintTag(painter, scene, tagBox(painter, scene, centre, text), text, ink);
}

std::vector<double> totalsOf(const LabSetting& setting, std::int64_t k_max) {
  return calcLabCurve(setting, k_max).totals;
}

}  // namespace

TermsChart::TermsChart(LabModel& model, QWidget* parent) : QWidget(parent), model_(model) {
  setObjectName(QStringLiteral("termsChart"));
  setAccessibleName(tr("Terms of the penalty for every rollout length k"));
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  connect(&model_, &LabModel::changed, this, [this] {
    describe();
    update();
  });
  connect(&model_, &LabModel::highlightChanged, this, qOverload<>(&QWidget::update));
  describe();
}

void TermsChart::describe() {
  const LabCurve& curve = model_.curve();
  QString text = tr("k = %1, C = %2 reward units").arg(model_.setting().k).arg(formulaNumber(model_.penaltyHere()));
  if (curve.best.kind == BestLength::Kind::finite) text += tr(", best k = %1").arg(curve.best.k);
  setAccessibleDescription(text);
}

void TermsChart::setNormalised(bool normalised) {
  normalised_ = normalised;
  update();
}

void TermsChart::setComparing(bool comparing) {
  comparing_ = comparing;
  update();
}

double TermsChart::unit() const { return normalised_ ? model_.curve().return_scale : 1; }

charts::PlotScene TermsChart::makeScene() const {
  const LabCurve& curve = model_.curve();
  charts::PlotScene scene;
  scene.theme = charts::ChartTheme(palette());
  scene.font = font();
  scene.x = {-0.5, static_cast<double>(curve.longest()) + 0.5};
  scene.x_title = hasRolloutLength(model_.setting().theorem) ? tr("rollout length k") : tr("k (plays no part here)");
  scene.y_title = normalised_ ? tr("penalty C / (r_max/(1−γ))") : tr("penalty C (reward units)");
  double highest = *std::ranges::max_element(curve.totals);
  for (int i = 0; i < LabModel::kPins; ++i) {
    if (model_.pin(i)) highest = std::max(highest, *std::ranges::max_element(model_.pinCurve(i).totals));
  }
  // The line of vacuity is worth a third of empty plot, not more.
  if (curve.vacuous_from < 1.5 * highest) highest = std::max(highest, curve.vacuous_from);
  if (!(highest > 0)) highest = curve.return_scale;
  scene.y = {0, highest / unit() * 1.06};
  scene.y_ticks = charts::calcTicks({}, scene.y, std::max(2, static_cast<int>(height() / kTickY)));
  scene.plot = charts::calcPlotRectangle(scene, size());
  scene.x_ticks = charts::calcTicks({}, scene.x, std::max(2, static_cast<int>(scene.plot.width() / kTickX)));
  return scene;
}

QPointF TermsChart::toPixel(double k, double penalty) const {
  const charts::PlotScene scene = makeScene();
  return {scene.toPixelX(k), scene.toPixelY(penalty / unit())};
}

void TermsChart::paintStack(QPainter& painter, const charts::PlotScene& scene) const {
  const LabCurve& curve = model_.curve();
  std::vector<double> below(curve.totals.size(), 0.0);
  painter.setPen(Qt::NoPen);
  // From the last term up: what grows with k lies below, what falls above, and the valley between is k*.
  for (std::size_t i = curve.names.size(); i-- > 0;) {
    QPolygonF area;
    appendStair(area, scene, below, unit());
    std::reverse(area.begin(), area.end());
    for (std::size_t k = 0; k < below.size(); ++k) below[k] += curve.terms[i][k];
    appendStair(area, scene, below, unit());
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(termGround(curve.names[i], scene.theme, curve.names[i] == model_.highlighted()));
    painter.drawPolygon(area);
    const QBrush pattern = termPattern(curve.names[i], scene.theme);
    if (pattern.style() == Qt::NoBrush) continue;
    painter.setBrush(pattern);
    painter.drawPolygon(area);
  }
  QPolygonF top;
  appendStair(top, scene, curve.totals, unit());
  painter.setRenderHint(QPainter::Antialiasing, true);
  painter.setPen(QPen(scene.theme.text, 1.4));
  painter.drawPolyline(top);
}

void TermsChart::paintNames(QPainter& painter, const charts::PlotScene& scene, const QRectF& taken) const {
  const LabCurve& curve = model_.curve();
  std::vector<double> below(curve.totals.size(), 0.0);
  painter.setFont(charts::scaledFont(font(), 0.86));
  for (std::size_t i = curve.names.size(); i-- > 0;) {
    QList<QPointF> low, high;
    for (std::size_t k = 0; k < below.size(); ++k) {
      for (const double edge : {-0.5, 0.5}) low.append({static_cast<double>(k) + edge, below[k] / unit()});
      below[k] += curve.terms[i][k];
      for (const double edge : {-0.5, 0.5}) high.append({static_cast<double>(k) + edge, below[k] / unit()});
    }
    const QString& name = termLook(curve.names[i]).name;
    const QSizeF size = charts::sizeOfAreaLabel(scene, name) + QSizeF(6, 2);
    // With air above and below, so that a name keeps clear of the dot on the curve.
    const auto centre = charts::findRoom(low, high, scene, size + QSizeF(0, 12));
    if (!centre) continue;
    const QRectF box(*centre - QPointF(size.width(), size.height()) / 2, size);
    if (box.intersects(taken)) continue;
    QColor ground = scene.theme.background;
    ground.setAlphaF(0.78f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(box.adjusted(3, 1, -3, -1), 4, 4);
    painter.setPen(termInk(curve.names[i], scene.theme));
    painter.drawText(box, Qt::AlignCenter, name);
  }
}

QRectF TermsChart::paintVacuous(QPainter& painter, const charts::PlotScene& scene) const {
  const double y = scene.toPixelY(model_.curve().vacuous_from / unit());
  if (y <= scene.plot.top()) return {};
  QColor veil = scene.theme.background;
  veil.setAlphaF(0.5f);
  painter.fillRect(QRectF(scene.plot.topLeft(), QPointF(scene.plot.right(), y)), veil);
  painter.setPen(QPen(scene.theme.warning, 1.4, Qt::DashLine));
  painter.drawLine(QPointF(scene.plot.left(), y), QPointF(scene.plot.right(), y));
  painter.setFont(charts::scaledFont(font(), 0.86));
  const double line = QFontMetricsF(painter.font()).height();
  const bool room_above = y - line > scene.plot.top() + 4;
  const QString text = tr("vacuous above 2 r_max/(1−γ) = %1").arg(formulaNumber(model_.curve().vacuous_from / unit()));
  const double wide = QFontMetricsF(painter.font()).horizontalAdvance(text) + 10;
  const QPointF centre(scene.plot.right() - wide / 2 - 2, room_above ? y - line / 2 - 2 : y + line / 2 + 2);
  const QRectF box = tagBox(painter, scene, centre, text);
  paintTag(painter, scene, box, text, scene.theme.warning);
  return box;
}

void TermsChart::paintCurves(QPainter& painter, const charts::PlotScene& scene) const {
  painter.setFont(charts::scaledFont(font(), 0.86));
  std::vector<QRectF> taken;  // by names
  const auto draw = [&](const std::vector<double>& totals, const QPen& pen, const QString& name) {
    QPolygonF line;
    for (std::size_t k = 0; k < totals.size(); ++k) {
      line << QPointF(scene.toPixelX(static_cast<double>(k)), scene.toPixelY(totals[k] / unit()));
    }
    painter.setPen(pen);
    painter.drawPolyline(line);
    // The name stands where the line leaves the plot, or at its right end.
    QPointF end = line.back();
    for (const QPointF& point : line) {
      if (point.y() < scene.plot.top()) break;
      end = point;
    }
    QRectF box = tagBox(painter, scene, end - QPointF(14, 9), name);
    for (const QRectF& other : taken) {
      if (box.intersects(other)) box.moveTop(other.bottom() + 2);
    }
    taken.push_back(box);
    paintTag(painter, scene, box, name, pen.color());
  };
  painter.setBrush(Qt::NoBrush);
  if (comparing_) {
    for (const Theorem theorem : kTheorems) {
      if (theorem == model_.setting().theorem) continue;
      LabSetting other = model_.setting();
      other.theorem = theorem;
      const QString key =
          QString::fromUtf8(theoremKey(theorem).data(), static_cast<qsizetype>(theoremKey(theorem).size()));
      draw(totalsOf(other, model_.curve().longest()), QPen(scene.theme.muted_text, 1.3, Qt::DotLine), key);
    }
  }
  for (int i = 0; i < LabModel::kPins; ++i) {
    if (!model_.pin(i)) continue;
    draw(model_.pinCurve(i).totals, QPen(scene.theme.text, 1.5, Qt::DashLine), pinName(i));
  }
}

void TermsChart::paintBest(QPainter& painter, const charts::PlotScene& scene) const {
  const LabCurve& curve = model_.curve();
  painter.setFont(charts::scaledFont(font(), 0.9));
  const double line = QFontMetricsF(painter.font()).height();
  if (curve.best.kind == BestLength::Kind::none) return;
  if (curve.best.kind == BestLength::Kind::unbounded || curve.best.k > curve.longest()) {
    const QString text = curve.best.kind == BestLength::Kind::unbounded
                             ? tr("k* ≥ %1: unbounded →").arg(curve.longest())
                             : tr("k* = %1 →").arg(curve.best.k);
    paintTag(painter, scene, {scene.plot.right(), scene.toPixelY(curve.totals.back() / unit()) - line}, text,
             scene.theme.text);
    return;
  }
  const double best = curve.totals[static_cast<std::size_t>(curve.best.k)];
  const QPointF dot(scene.toPixelX(static_cast<double>(curve.best.k)), scene.toPixelY(best / unit()));
  painter.setPen(QPen(scene.theme.background, 2));
  painter.setBrush(scene.theme.text);
  painter.drawEllipse(dot, 5.5, 5.5);
  const bool room_above = dot.y() - 2 * line > scene.plot.top();
  paintTag(painter, scene, dot + QPointF(0, room_above ? -line - 2 : line + 4), tr("k* = %1").arg(curve.best.k),
           scene.theme.text);
}

void TermsChart::paintCurrent(QPainter& painter, const charts::PlotScene& scene) const {
  if (!hasRolloutLength(model_.setting().theorem)) return;
  const double x = std::floor(scene.toPixelX(static_cast<double>(model_.setting().k))) + 0.5;
  const double y = scene.toPixelY(model_.penaltyHere() / unit());
  const QColor accent = scene.theme.accent;
  painter.setPen(QPen(accent, hasFocus() || dragging_ ? 2.4 : 1.8));
  painter.drawLine(QPointF(x, scene.plot.top()), QPointF(x, scene.plot.bottom()));
  painter.setBrush(accent);
  painter.setPen(QPen(scene.theme.background, 1.5));
  painter.drawRect(QRectF(x - 4, y - 4, 8, 8));
  // A handle at the foot of the line invites the hand.
  painter.drawRoundedRect(QRectF(x - 5, scene.plot.bottom() - 7, 10, 14), 4, 4);
  painter.setFont(charts::scaledFont(font(), 0.9));
  const QString text = tr("k = %1 · C = %2").arg(model_.setting().k).arg(formulaNumber(model_.penaltyHere() / unit()));
  const double half = QFontMetricsF(painter.font()).horizontalAdvance(text) / 2 + 10;
  const double side = x + 2 * half < scene.plot.right() ? half : -half;
  paintTag(painter, scene, {x + side, scene.plot.top() + QFontMetricsF(painter.font()).height() / 2 + 3}, text, accent);
}

void TermsChart::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const charts::PlotScene scene = makeScene();
  charts::paintBehind(painter, scene);
  painter.save();
  painter.setClipRect(scene.plot.adjusted(0, 0, 0, 8));
  painter.setRenderHint(QPainter::Antialiasing);
  paintStack(painter, scene);
  paintNames(painter, scene, paintVacuous(painter, scene));
  paintCurves(painter, scene);
  paintBest(painter, scene);
  paintCurrent(painter, scene);
  painter.restore();
}

void TermsChart::dragTo(QPointF position) {
  model_.edit(Quantity::k, std::round(makeScene().fromPixelX(position.x())));
}

void TermsChart::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !hasRolloutLength(model_.setting().theorem)) return;
  dragging_ = true;
  model_.beginGesture();
  dragTo(event->position());
}

std::string_view TermsChart::termAt(QPointF position) const {
  const charts::PlotScene scene = makeScene();
  if (!scene.plot.contains(position)) return {};
  const LabCurve& curve = model_.curve();
  const auto k = static_cast<std::size_t>(
      std::clamp<std::int64_t>(std::llround(scene.fromPixelX(position.x())), 0, curve.longest()));
  const double value = scene.fromPixelY(position.y()) * unit();
  double below = 0;
  for (std::size_t i = curve.names.size(); i-- > 0;) {
    below += curve.terms[i][k];
    if (value <= below) return curve.names[i];
  }
  return {};
}

void TermsChart::mouseMoveEvent(QMouseEvent* event) {
  if (dragging_) {
    dragTo(event->position());
  } else {
    model_.highlight(termAt(event->position()));
  }
}

void TermsChart::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !dragging_) return;
  dragging_ = false;
  model_.endGesture();
}

void TermsChart::keyPressEvent(QKeyEvent* event) {
  const auto by = [&](std::int64_t steps) {
    model_.edit(Quantity::k, static_cast<double>(model_.setting().k + steps));
  };
  switch (event->key()) {
    case Qt::Key_Left: by(-1); break;
    case Qt::Key_Right: by(1); break;
    case Qt::Key_PageDown: by(-10); break;
    case Qt::Key_PageUp: by(10); break;
    case Qt::Key_Home:
      if (model_.curve().best.kind == BestLength::Kind::finite) {
        model_.edit(Quantity::k, static_cast<double>(model_.curve().best.k));
      }
      break;
    default: QWidget::keyPressEvent(event);
  }
}

void TermsChart::wheelEvent(QWheelEvent* event) {
  // Only with Ctrl: the page itself scrolls.
  if (!event->modifiers().testFlag(Qt::ControlModifier)) {
    event->ignore();
    return;
  }
  model_.edit(Quantity::k, static_cast<double>(model_.setting().k + (event->angleDelta().y() > 0 ? 1 : -1)));
}

void TermsChart::leaveEvent(QEvent* event) {
  model_.highlight({});
  QWidget::leaveEvent(event);
}

bool TermsChart::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const std::string_view term = termAt(help->pos());
  if (term.empty()) {
    QToolTip::showText(help->globalPos(),
                       tr("Drag the blue line, or use ← and →, to change k; Home goes to the best k."), this);
    return true;
  }
  const charts::PlotScene scene = makeScene();
  const LabCurve& curve = model_.curve();
  const auto k = static_cast<std::size_t>(
      std::clamp<std::int64_t>(std::llround(scene.fromPixelX(help->pos().x())), 0, curve.longest()));
  const auto index = static_cast<std::size_t>(std::ranges::find(curve.names, term) - curve.names.begin());
  QToolTip::showText(help->globalPos(),
                     tr("<b>%1</b> at k = %2: %3 of %4<br>%5")
                         .arg(termLook(term).name)
                         .arg(k)
                         .arg(formulaNumber(curve.terms[index][k] / unit()), formulaNumber(curve.totals[k] / unit()),
                              termLook(term).explanation.toHtmlEscaped()),
                     this);
  return true;
}

}  // namespace lab
