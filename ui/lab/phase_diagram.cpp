#include "ui/lab/phase_diagram.h"

#include <QMouseEvent>
#include <QPolygonF>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "ui/lab/formula.h"
#include "ui/models/number_text.h"

namespace lab {
namespace {

constexpr std::size_t kTrailPoints = 300;
constexpr double kTick = 52;        // pixels per labelled tick
constexpr double kContourGap = 15;  // pixels between contours, so that a name fits between
const charts::AxisScale kLog{charts::AxisScale::Kind::log, 1e-4, 1};

double placeOf(double error) { return std::clamp(std::log10(std::max(error, 1e-9)), PhaseDiagram::kLowest, 0.0); }

QPointF pixelOf(const charts::PlotScene& scene, double eps_pi, double eps_m) {
  return {scene.toPixelX(placeOf(eps_pi)), scene.toPixelY(placeOf(eps_m))};
}

/// Three significant digits, as a slider gives them.
double rounded(double error) {
  if (error <= 0) return 0;
  const double unit = std::pow(10.0, 2 - std::floor(std::log10(error)));
  return std::round(error * unit) / unit;
}

double errorAt(double place) {
  return place <= PhaseDiagram::kLowest ? 0 : rounded(std::pow(10.0, std::min(place, 0.0)));
}

QString lengthText(const BestLength& best) {
  return best.kind == BestLength::Kind::unbounded ? QStringLiteral("∞") : QString::number(best.k);
}

}  // namespace

PhaseDiagram::PhaseDiagram(LabModel& model, QWidget* parent) : QWidget(parent), model_(model) {
  setObjectName(QStringLiteral("phaseDiagram"));
  setAccessibleName(tr("Best rollout length over policy shift and model error"));
  setToolTip(tr("k* of Theorem 4.3 at this γ and d. Drag the ring, or use the arrow keys, to change ε_π and ε_m."));
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
  const auto refresh = [this] {
    describe();
    update();
  };
  connect(&model_, &LabModel::changed, this, refresh);
  connect(&model_, &LabModel::liveChanged, this, refresh);
  describe();
}

void PhaseDiagram::describe() {
  QString text = tr("ε_π = %1, ε_m = %2, k* = %3")
                     .arg(formulaNumber(model_.setting().eps_pi), formulaNumber(model_.setting().eps_m),
                          lengthText(calcKStar(model_.setting())));
  if (!model_.trail().empty())
    text += tr("; trail of %1 with %2 points").arg(model_.reading().run).arg(model_.trail().size());
  setAccessibleDescription(text);
}

charts::PlotScene PhaseDiagram::makeScene() const {
  charts::PlotScene scene;
  scene.theme = charts::ChartTheme(palette());
  scene.font = font();
  scene.x = scene.y = {kLowest, 0};
  scene.x_title = tr("policy shift ε_π");
  scene.y_title = tr("model error ε_m");
  scene.y_ticks = charts::calcTicks(kLog, scene.y, std::max(2, static_cast<int>(height() / kTick)));
  scene.plot = charts::calcPlotRectangle(scene, size());
  scene.x_ticks = charts::calcTicks(kLog, scene.x, std::max(2, static_cast<int>(scene.plot.width() / kTick)));
  return scene;
}

QPointF PhaseDiagram::toPixel(double eps_pi, double eps_m) const { return pixelOf(makeScene(), eps_pi, eps_m); }

void PhaseDiagram::paintBands(QPainter& painter, const charts::PlotScene& scene) const {
  const double decade = scene.plot.height() / -kLowest;
  const auto contours =
      calcPhaseContours(model_.setting().discount, model_.setting().slope, kContourGap / decade, -kLowest + 0.5);
  const QColor ground = scene.theme.background;
  // One hue from pale to strong: more ink, longer rollouts.
  const QColor strong = scene.theme.isDark() ? QColor(0x2F, 0x86, 0xC4) : QColor(0x2B, 0x7F, 0xB8);
  painter.fillRect(scene.plot, charts::mixed(ground, scene.theme.text, 0.035));
  const double steps = std::max<double>(6, static_cast<double>(contours.size()));
  for (std::size_t i = 0; i < contours.size(); ++i) {
    // ε_m = ratio · ε_π: a line of slope 1 from beyond one edge to beyond the other; below it k* ≥ length.
    const double shift = std::log10(contours[i].ratio);
    const QPolygonF below{{scene.toPixelX(kLowest - 1), scene.toPixelY(kLowest - 1 + shift)},
                          {scene.toPixelX(0), scene.toPixelY(shift)},
                          {scene.toPixelX(0), scene.toPixelY(kLowest - 2)},
                          {scene.toPixelX(kLowest - 1), scene.toPixelY(kLowest - 2)}};
    painter.setPen(QPen(charts::mixed(ground, strong, 0.75), i == 0 ? 1.6 : 0.8));
    painter.setBrush(charts::mixed(ground, strong, 0.10 + 0.62 * static_cast<double>(i) / steps));
    painter.drawPolygon(below);
  }
  painter.setFont(charts::scaledFont(font(), 0.86));
  const QFontMetricsF metrics(painter.font());
  const double angle = -std::atan2(scene.plot.height(), scene.plot.width()) * 180 / std::numbers::pi;
  const auto name = [&](double ratio_log, double along, const QString& text, bool above) {
    painter.save();
    painter.translate(scene.toPixelX(along), scene.toPixelY(along + ratio_log));
    painter.rotate(angle);
    painter.drawText(QPointF(-metrics.horizontalAdvance(text) / 2, above ? -6 : metrics.ascent() + 1), text);
    painter.restore();
  };
  painter.setPen(scene.theme.text);
  if (contours.empty()) {
    painter.drawText(scene.plot, Qt::AlignCenter, tr("k* = 0 everywhere: d ≥ 1"));
    return;
  }
  name(std::log10(contours[0].ratio), -2.7, tr("k* = 0"), true);
  for (std::size_t i = 0; i < contours.size(); ++i) {
    const double shift = std::log10(contours[i].ratio);
    // Along an anti-diagonal, below the middle, where the point seldom is.
    const double along = std::clamp(-2.7 - shift / 2, kLowest + 0.4, -0.35);
    const bool last = i + 1 == contours.size() || contours[i + 1].length == contours[i].length + 1;
    name(shift, along, i == 0 && !last ? tr("k* ≥ %1").arg(contours[i].length) : tr("≥ %1").arg(contours[i].length),
         false);
  }
}

void PhaseDiagram::paintTrail(QPainter& painter, const charts::PlotScene& scene) const {
  const Trail& trail = model_.trail();
  if (trail.empty()) return;
  const QColor ink = scene.theme.series(1);
  // A long run has more points than an eye can follow; the newest is always among those that are drawn.
  const std::size_t stride = (trail.size() + kTrailPoints - 1) / kTrailPoints;
  const std::size_t first = (trail.size() - 1) % stride;
  QPointF before;
  for (std::size_t i = first; i < trail.size(); i += stride) {
    const QPointF here = pixelOf(scene, trail[i].eps_pi, trail[i].eps_m);
    // The past fades, so that the direction of time can be seen without arrows.
    QColor faded = ink;
    faded.setAlphaF(0.25f + 0.75f * static_cast<float>(i + 1) / static_cast<float>(trail.size()));
    painter.setPen(QPen(faded, 1.6));
    if (i > first) painter.drawLine(before, here);
    painter.setPen(Qt::NoPen);
    painter.setBrush(faded);
    painter.drawEllipse(here, 2.4, 2.4);
    before = here;
  }
  painter.setPen(QPen(scene.theme.background, 1.5));
  painter.setBrush(ink);
  painter.drawPolygon(
      QPolygonF{before + QPointF(0, -6), before + QPointF(6, 0), before + QPointF(0, 6), before + QPointF(-6, 0)});
  painter.setFont(charts::scaledFont(font(), 0.86));
  const QString text = tr("run, step %1").arg(models::groupedText(std::llround(trail.back().real_steps)));
  const double width = QFontMetricsF(painter.font()).horizontalAdvance(text);
  const bool right = before.x() + 14 + width < scene.plot.right();
  // On the side of the diamond away from the ring, whose own words stand at its height.
  const double line = QFontMetricsF(painter.font()).height();
  const bool below = before.y() > pixelOf(scene, model_.setting().eps_pi, model_.setting().eps_m).y() &&
                     before.y() + line + 8 < scene.plot.bottom();
  painter.setPen(scene.theme.text);
  painter.drawText(before + QPointF(right ? 10 : -10 - width, below ? line + 2 : -6), text);
}

void PhaseDiagram::paintPoints(QPainter& painter, const charts::PlotScene& scene) const {
  painter.setFont(charts::scaledFont(font(), 0.86));
  for (int i = 0; i < LabModel::kPins; ++i) {
    const auto& pin = model_.pin(i);
    if (!pin) continue;
    const QRectF box(pixelOf(scene, pin->eps_pi, pin->eps_m) - QPointF(8, 8), QSizeF(16, 16));
    painter.setPen(QPen(scene.theme.text, 1.2, Qt::DashLine));
    painter.setBrush(scene.theme.background);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(scene.theme.text);
    painter.drawText(box, Qt::AlignCenter, pinName(i));
  }
  const QPointF here = pixelOf(scene, model_.setting().eps_pi, model_.setting().eps_m);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(scene.theme.background, hasFocus() || dragging_ ? 6.5 : 5));
  painter.drawEllipse(here, 8, 8);
  painter.setPen(QPen(scene.theme.text, hasFocus() || dragging_ ? 3 : 2.2));
  painter.drawEllipse(here, 8, 8);
  painter.setPen(Qt::NoPen);
  painter.setBrush(scene.theme.text);
  painter.drawEllipse(here, 2, 2);
  painter.setFont(charts::scaledFont(font(), 0.9));
  const QFontMetricsF metrics(painter.font());
  const QString text = tr("you are here: k* = %1").arg(lengthText(calcKStar(model_.setting())));
  const double width = metrics.horizontalAdvance(text) + 10;
  QRectF box(here.x() + 13, here.y() - metrics.height() / 2 - 1, width, metrics.height() + 2);
  if (box.right() > scene.plot.right() - 2) box.moveRight(here.x() - 13);
  if (box.left() < scene.plot.left() + 2) box.moveTopLeft({scene.plot.left() + 2, here.y() + 12});
  if (box.bottom() > scene.plot.bottom() - 2) box.moveBottom(std::min(here.y() - 12, scene.plot.bottom() - 2));
  QColor ground = scene.theme.background;
  ground.setAlphaF(0.86f);
  painter.setBrush(ground);
  painter.drawRoundedRect(box, 4, 4);
  painter.setPen(scene.theme.text);
  painter.drawText(box, Qt::AlignCenter, text);
}

void PhaseDiagram::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const charts::PlotScene scene = makeScene();
  charts::paintBehind(painter, scene);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setClipRect(scene.plot);
  paintBands(painter, scene);
  painter.setClipRect(scene.plot.adjusted(-9, -9, 9, 9));
  paintTrail(painter, scene);
  paintPoints(painter, scene);
}

void PhaseDiagram::dragTo(QPointF position) {
  const charts::PlotScene scene = makeScene();
  LabSetting setting = withValue(model_.setting(), Quantity::eps_pi, errorAt(scene.fromPixelX(position.x())));
  setting = withValue(setting, Quantity::eps_m, errorAt(scene.fromPixelY(position.y())));
  model_.edit(setting, tr("ε_π and ε_m"));
}

void PhaseDiagram::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  dragging_ = true;
  model_.beginGesture();
  dragTo(event->position());
}

void PhaseDiagram::mouseMoveEvent(QMouseEvent* event) {
  if (dragging_) dragTo(event->position());
}

void PhaseDiagram::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !dragging_) return;
  dragging_ = false;
  model_.endGesture();
}

void PhaseDiagram::moveBy(double decades_x, double decades_y) {
  const Quantity moved = decades_x != 0 ? Quantity::eps_pi : Quantity::eps_m;
  model_.edit(moved, errorAt(placeOf(valueOf(model_.setting(), moved)) + decades_x + decades_y));
}

void PhaseDiagram::keyPressEvent(QKeyEvent* event) {
  constexpr double kStep = 0.05;
  switch (event->key()) {
    case Qt::Key_Left: moveBy(-kStep, 0); break;
    case Qt::Key_Right: moveBy(kStep, 0); break;
    case Qt::Key_Down: moveBy(0, -kStep); break;
    case Qt::Key_Up: moveBy(0, kStep); break;
    default: QWidget::keyPressEvent(event);
  }
}

}  // namespace lab
