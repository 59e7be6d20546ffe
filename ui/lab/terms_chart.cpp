#include "ui/lab/terms_chart.h"

#include <QHelpEvent>
#include <QMouseEvent>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "ui/lab/formula.h"
#include "ui/lab/term_look.h"
#include "ui/lab/terms_picture.h"

namespace lab {

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

TermsPicture TermsChart::picture() const {
  const TermsLook look{.normalised = normalised_, .comparing = comparing_, .held = hasFocus() || dragging_};
  return {model_, look, palette(), font(), size()};
}

QPointF TermsChart::toPixel(double k, double penalty) const {
  const TermsPicture shown = picture();
  return {shown.scene().toPixelX(k), shown.scene().toPixelY(penalty / shown.unit())};
}

void TermsChart::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  picture().paint(painter);
}

void TermsChart::dragTo(QPointF position) {
  model_.edit(Quantity::k, std::round(picture().scene().fromPixelX(position.x())));
}

void TermsChart::mousePressEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton || !hasRolloutLength(model_.setting().theorem)) return;
  dragging_ = true;
  model_.beginGesture();
  dragTo(event->position());
}

std::string_view TermsChart::termAt(QPointF position) const {
  const TermsPicture shown = picture();
  const charts::PlotScene& scene = shown.scene();
  if (!scene.plot.contains(position)) return {};
  const LabCurve& curve = model_.curve();
  const auto k = static_cast<std::size_t>(
      std::clamp<std::int64_t>(std::llround(scene.fromPixelX(position.x())), 0, curve.longest()));
  const double value = scene.fromPixelY(position.y()) * shown.unit();
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
  const TermsPicture shown = picture();
  const LabCurve& curve = model_.curve();
  const auto k = static_cast<std::size_t>(
      std::clamp<std::int64_t>(std::llround(shown.scene().fromPixelX(help->pos().x())), 0, curve.longest()));
  const auto index = static_cast<std::size_t>(std::ranges::find(curve.names, term) - curve.names.begin());
  QToolTip::showText(
      help->globalPos(),
      tr("<b>%1</b> at k = %2: %3 of %4<br>%5")
          .arg(termLook(term).name)
          .arg(k)
          .arg(formulaNumber(curve.terms[index][k] / shown.unit()), formulaNumber(curve.totals[k] / shown.unit()),
               termLook(term).explanation.toHtmlEscaped()),
      this);
  return true;
}

}  // namespace lab
