#include "ui/lab/terms_picture.h"

#include <algorithm>
#include <cmath>

#include "ui/lab/formula.h"
#include "ui/lab/plot_tag.h"
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

std::vector<double> totalsOf(const LabSetting& setting, std::int64_t k_max) {
  return calcLabCurve(setting, k_max).totals;
}

}  // namespace

TermsPicture::TermsPicture(const LabModel& model, const TermsLook& look, const QPalette& palette, const QFont& font,
                           QSizeF size)
    : model_(model), look_(look), unit_(look.normalised ? model.curve().return_scale : 1) {
  const LabCurve& curve = model_.curve();
  scene_.theme = charts::ChartTheme(palette);
  scene_.font = font;
  scene_.x = {-0.5, static_cast<double>(curve.longest()) + 0.5};
  scene_.x_title = hasRolloutLength(model_.setting().theorem) ? tr("rollout length k") : tr("k (plays no part here)");
  scene_.y_title = look_.normalised ? tr("penalty C / (r_max/(1−γ))") : tr("penalty C (reward units)");
  double highest = *std::ranges::max_element(curve.totals);
  for (int i = 0; i < LabModel::kPins; ++i) {
    if (model_.pin(i)) highest = std::max(highest, *std::ranges::max_element(model_.pinCurve(i).totals));
  }
  // The line of vacuity is worth a third of empty plot, not more.
  if (curve.vacuous_from < 1.5 * highest) highest = std::max(highest, curve.vacuous_from);
  if (!(highest > 0)) highest = curve.return_scale;
  scene_.y = {0, highest / unit_ * 1.06};
  scene_.y_ticks = charts::calcTicks({}, scene_.y, std::max(2, static_cast<int>(size.height() / kTickY)));
  scene_.plot = charts::calcPlotRectangle(scene_, size);
  scene_.x_ticks = charts::calcTicks({}, scene_.x, std::max(2, static_cast<int>(scene_.plot.width() / kTickX)));
}

void TermsPicture::paint(QPainter& painter) const {
  charts::paintBehind(painter, scene_);
  painter.save();
  painter.setClipRect(scene_.plot.adjusted(0, 0, 0, 8));
  painter.setRenderHint(QPainter::Antialiasing);
  paintStack(painter);
  paintNames(painter, paintVacuous(painter));
  paintCurves(painter);
  paintBest(painter);
  paintCurrent(painter);
  painter.restore();
}

void TermsPicture::paintStack(QPainter& painter) const {
  const LabCurve& curve = model_.curve();
  std::vector<double> below(curve.totals.size(), 0.0);
  painter.setPen(Qt::NoPen);
  // From the last term up: what grows with k lies below, what falls above, and the valley between is k*.
  for (std::size_t i = curve.names.size(); i-- > 0;) {
    QPolygonF area;
    appendStair(area, scene_, below, unit_);
    std::reverse(area.begin(), area.end());
    for (std::size_t k = 0; k < below.size(); ++k) below[k] += curve.terms[i][k];
    appendStair(area, scene_, below, unit_);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(termGround(curve.names[i], scene_.theme, curve.names[i] == model_.highlighted()));
    painter.drawPolygon(area);
    const QBrush pattern = termPattern(curve.names[i], scene_.theme);
    if (pattern.style() == Qt::NoBrush) continue;
    painter.setBrush(pattern);
    painter.drawPolygon(area);
  }
  QPolygonF top;
  appendStair(top, scene_, curve.totals, unit_);
  painter.setRenderHint(QPainter::Antialiasing, true);
  painter.setPen(QPen(scene_.theme.text, 1.4));
  painter.drawPolyline(top);
}

void TermsPicture::paintNames(QPainter& painter, const QRectF& taken) const {
  const LabCurve& curve = model_.curve();
  std::vector<double> below(curve.totals.size(), 0.0);
  painter.setFont(charts::scaledFont(scene_.font, 0.86));
  for (std::size_t i = curve.names.size(); i-- > 0;) {
    QList<QPointF> low, high;
    for (std::size_t k = 0; k < below.size(); ++k) {
      for (const double edge : {-0.5, 0.5}) low.append({static_cast<double>(k) + edge, below[k] / unit_});
      below[k] += curve.terms[i][k];
      for (const double edge : {-0.5, 0.5}) high.append({static_cast<double>(k) + edge, below[k] / unit_});
    }
    const QString& name = termLook(curve.names[i]).name;
    const QSizeF size = charts::sizeOfAreaLabel(scene_, name) + QSizeF(6, 2);
    // With air above and below, so that a name keeps clear of the dot on the curve.
    const auto centre = charts::findRoom(low, high, scene_, size + QSizeF(0, 12));
    if (!centre) continue;
    const QRectF box(*centre - QPointF(size.width(), size.height()) / 2, size);
    if (box.intersects(taken)) continue;
    QColor ground = scene_.theme.background;
    ground.setAlphaF(0.78f);
    painter.setPen(Qt::NoPen);
    painter.setBrush(ground);
    painter.drawRoundedRect(box.adjusted(3, 1, -3, -1), 4, 4);
    painter.setPen(termInk(curve.names[i], scene_.theme));
    painter.drawText(box, Qt::AlignCenter, name);
  }
}

QRectF TermsPicture::paintVacuous(QPainter& painter) const {
  const double y = scene_.toPixelY(model_.curve().vacuous_from / unit_);
  if (y <= scene_.plot.top()) return {};
  QColor veil = scene_.theme.background;
  veil.setAlphaF(0.5f);
  painter.fillRect(QRectF(scene_.plot.topLeft(), QPointF(scene_.plot.right(), y)), veil);
  painter.setPen(QPen(scene_.theme.warning, 1.4, Qt::DashLine));
  painter.drawLine(QPointF(scene_.plot.left(), y), QPointF(scene_.plot.right(), y));
  painter.setFont(charts::scaledFont(scene_.font, 0.86));
  const double line = QFontMetricsF(painter.font()).height();
  const bool room_above = y - line > scene_.plot.top() + 4;
  const QString text = tr("vacuous above 2 r_max/(1−γ) = %1").arg(formulaNumber(model_.curve().vacuous_from / unit_));
  const double wide = QFontMetricsF(painter.font()).horizontalAdvance(text) + 10;
  const QPointF centre(scene_.plot.right() - wide / 2 - 2, room_above ? y - line / 2 - 2 : y + line / 2 + 2);
  const QRectF box = tagBox(painter, scene_, centre, text);
  paintTag(painter, scene_, box, text, scene_.theme.warning);
  return box;
}

void TermsPicture::paintCurves(QPainter& painter) const {
  painter.setFont(charts::scaledFont(scene_.font, 0.86));
  std::vector<QRectF> taken;  // by names
  const auto draw = [&](const std::vector<double>& totals, const QPen& pen, const QString& name) {
    QPolygonF line;
    for (std::size_t k = 0; k < totals.size(); ++k) {
      line << QPointF(scene_.toPixelX(static_cast<double>(k)), scene_.toPixelY(totals[k] / unit_));
    }
    painter.setPen(pen);
    painter.drawPolyline(line);
    // The name stands where the line leaves the plot, or at its right end.
    QPointF end = line.back();
    for (const QPointF& point : line) {
      if (point.y() < scene_.plot.top()) break;
      end = point;
    }
    QRectF box = tagBox(painter, scene_, end - QPointF(14, 9), name);
    for (const QRectF& other : taken) {
      if (box.intersects(other)) box.moveTop(other.bottom() + 2);
    }
    taken.push_back(box);
    paintTag(painter, scene_, box, name, pen.color());
  };
  painter.setBrush(Qt::NoBrush);
  if (look_.comparing) {
    for (const Theorem theorem : kTheorems) {
      if (theorem == model_.setting().theorem) continue;
      LabSetting other = model_.setting();
      other.theorem = theorem;
      const QString key =
          QString::fromUtf8(theoremKey(theorem).data(), static_cast<qsizetype>(theoremKey(theorem).size()));
      draw(totalsOf(other, model_.curve().longest()), QPen(scene_.theme.muted_text, 1.3, Qt::DotLine), key);
    }
  }
  for (int i = 0; i < LabModel::kPins; ++i) {
    if (!model_.pin(i)) continue;
    draw(model_.pinCurve(i).totals, QPen(scene_.theme.text, 1.5, Qt::DashLine), pinName(i));
  }
}

void TermsPicture::paintBest(QPainter& painter) const {
  const LabCurve& curve = model_.curve();
  painter.setFont(charts::scaledFont(scene_.font, 0.9));
  const double line = QFontMetricsF(painter.font()).height();
  if (curve.best.kind == BestLength::Kind::none) return;
  if (curve.best.kind == BestLength::Kind::unbounded || curve.best.k > curve.longest()) {
    const QString text = curve.best.kind == BestLength::Kind::unbounded
                             ? tr("k* ≥ %1: unbounded →").arg(curve.longest())
                             : tr("k* = %1 →").arg(curve.best.k);
    paintTag(painter, scene_, {scene_.plot.right(), scene_.toPixelY(curve.totals.back() / unit_) - line}, text,
             scene_.theme.text);
    return;
  }
  const double best = curve.totals[static_cast<std::size_t>(curve.best.k)];
  const QPointF dot(scene_.toPixelX(static_cast<double>(curve.best.k)), scene_.toPixelY(best / unit_));
  painter.setPen(QPen(scene_.theme.background, 2));
  painter.setBrush(scene_.theme.text);
  painter.drawEllipse(dot, 5.5, 5.5);
  const bool room_above = dot.y() - 2 * line > scene_.plot.top();
  paintTag(painter, scene_, dot + QPointF(0, room_above ? -line - 2 : line + 4), tr("k* = %1").arg(curve.best.k),
           scene_.theme.text);
}

void TermsPicture::paintCurrent(QPainter& painter) const {
  if (!hasRolloutLength(model_.setting().theorem)) return;
  const double x = std::floor(scene_.toPixelX(static_cast<double>(model_.setting().k))) + 0.5;
  const double y = scene_.toPixelY(model_.penaltyHere() / unit_);
  const QColor accent = scene_.theme.accent;
  painter.setPen(QPen(accent, look_.held ? 2.4 : 1.8));
  painter.drawLine(QPointF(x, scene_.plot.top()), QPointF(x, scene_.plot.bottom()));
  painter.setBrush(accent);
  painter.setPen(QPen(scene_.theme.background, 1.5));
  painter.drawRect(QRectF(x - 4, y - 4, 8, 8));
  // A handle at the foot of the line invites the hand.
  painter.drawRoundedRect(QRectF(x - 5, scene_.plot.bottom() - 7, 10, 14), 4, 4);
  painter.setFont(charts::scaledFont(scene_.font, 0.9));
  const QString text = tr("k = %1 · C = %2").arg(model_.setting().k).arg(formulaNumber(model_.penaltyHere() / unit_));
  const double half = QFontMetricsF(painter.font()).horizontalAdvance(text) / 2 + 10;
  const double side = x + 2 * half < scene_.plot.right() ? half : -half;
  paintTag(painter, scene_, {x + side, scene_.plot.top() + QFontMetricsF(painter.font()).height() / 2 + 3}, text,
           accent);
}

}  // namespace lab
