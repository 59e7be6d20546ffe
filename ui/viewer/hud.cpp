#include "ui/viewer/hud.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPalette>

#include <algorithm>
#include <cmath>

#include "ui/viewer/playback.h"

namespace viewer {
namespace {

constexpr double kMargin = 10, kPadding = 8, kRadius = 6, kLeading = 1.15;
const QColor kGlass(16, 20, 26, 150);
const QColor kInk(245, 247, 250), kQuietInk(205, 212, 220), kAmber(255, 196, 92);

QString tr(const char* text) { return QCoreApplication::translate("viewer::Hud", text); }

QString spaced(qint64 number) {
  QString text = QString::number(number);
  for (qsizetype i = text.size() - 3; i > 0; i -= 3) text.insert(i, QChar(0x2009));
  return text;
}

QString rounded(double value) {
  const double magnitude = std::abs(value);
  const int decimals = magnitude >= 100 ? 0 : magnitude >= 10 ? 1 : 2;
  return QString::number(value, 'f', decimals).replace(QLatin1Char('-'), QChar(0x2212));
}

struct Line {
  QString text;
  QFont font;
  QColor ink;
};

double widest(const QList<Line>& lines) {
  double width = 0;
  for (const Line& line : lines) width = std::max(width, QFontMetricsF(line.font).horizontalAdvance(line.text));
  return width;
}

/// A rounded panel that is as wide as its lines; `right`: it hangs at the right edge. Returns where it ends below.
double paintPanel(QPainter& painter, const QRectF& area, double top, bool right, const QList<Line>& lines) {
  double height = 0;
  for (const Line& line : lines) height += kLeading * QFontMetricsF(line.font).height();
  const double width = std::min(widest(lines) + 2 * kPadding, area.width() - 2 * kMargin);
  const double left = right ? area.right() - kMargin - width : area.left() + kMargin;
  const QRectF panel(left, top, width, height + 1.5 * kPadding);
  painter.setPen(Qt::NoPen);
  painter.setBrush(kGlass);
  painter.drawRoundedRect(panel, kRadius, kRadius);
  double y = panel.top() + 0.75 * kPadding;
  for (const Line& line : lines) {
    const QFontMetricsF metrics(line.font);
    painter.setFont(line.font);
    painter.setPen(line.ink);
    painter.drawText(QPointF(panel.left() + kPadding, y + metrics.ascent()),
                     metrics.elidedText(line.text, Qt::ElideRight, width - 2 * kPadding));
    y += kLeading * metrics.height();
  }
  return panel.bottom();
}

}  // namespace

HudText calcHudText(const PlayStatus& status, bool policy_is_kept) {
  HudText text;
  text.task = status.task;
  if (status.policy_step < 0) {
    text.policy = tr("random actions (no policy yet)");
  } else {
    text.policy = tr("policy of step %1 · %2 action")
                      .arg(spaced(status.policy_step), status.sampled ? tr("sampled") : tr("mean"));
    if (policy_is_kept) text.policy += tr(" · kept");
  }
  const QString seconds = QString::number(status.episode_seconds, 'f', 2);
  text.numbers << tr("%1 s · step %2 / %3").arg(seconds, spaced(status.step), spaced(status.time_limit));
  text.numbers << tr("reward %1 · return %2").arg(rounded(status.reward), rounded(status.episode_return));
  if (!std::isnan(status.last_return)) text.numbers << tr("last episode %1").arg(rounded(status.last_return));

  text.pace = Playback::label(status.speed);
  if (status.paused) {
    text.pace += tr(" · paused");
  } else if (status.frames_per_second > 0) {
    // What was reached is said where it differs from what was asked.
    const double reached = status.measured_speed;
    const bool differs = reached > 0 && std::abs(reached / status.speed - 1) > 0.03;
    if (differs) text.pace += tr(" (reached %1×)").arg(rounded(reached));
    text.pace += tr(" · %1 fps").arg(std::lround(status.frames_per_second));
  }
  text.note = status.reduced_quality ? tr("software GL: no shadows") : QString();
  if (!status.note.isEmpty()) text.note = status.note;
  return text;
}

void paintHud(QPainter& painter, const QRectF& area, const QFont& font, const HudText& text, bool paused) {
  painter.setRenderHint(QPainter::Antialiasing);
  QFont heading = font, body = font;
  heading.setWeight(QFont::DemiBold);
  if (font.pointSizeF() > 0) body.setPointSizeF(font.pointSizeF() * 0.9);
  QList<Line> left{{text.task, heading, kInk}, {text.policy, body, kQuietInk}};
  for (const QString& line : text.numbers) left.push_back({line, body, kInk});
  const double below = paintPanel(painter, area, area.top() + kMargin, false, left);

  QList<Line> right{{text.pace, body, paused ? kAmber : kInk}};
  if (!text.note.isEmpty()) right.push_back({text.note, body, kQuietInk});
  // In a narrow pane the two would overlap: then one below the other.
  const bool beside = widest(left) + widest(right) + 4 * kPadding + 3 * kMargin <= area.width();
  paintPanel(painter, area, beside ? area.top() + kMargin : below + 4, beside, right);
}

void paintProblem(QPainter& painter, const QRectF& area, const QFont& font, const QPalette& palette,
                  const QString& problem) {
  // What is wrong stands before the first colon, the reason and what to do after it.
  const qsizetype colon = problem.indexOf(QStringLiteral(": "));
  const QString what = colon < 0 ? problem : problem.left(colon);
  const QString why = colon < 0 ? QString() : problem.mid(colon + 2);
  QFont heading = font;
  heading.setWeight(QFont::DemiBold);
  const QRectF inside = area.adjusted(24, 16, -24, -16);
  const QRectF whole(0, 0, std::min(inside.width(), 520.0), inside.height());
  const QFontMetricsF heading_metrics(heading), metrics(font);
  const int flags = Qt::AlignHCenter | Qt::TextWordWrap;
  const double heading_height = heading_metrics.boundingRect(whole, flags, what).height();
  const double why_height = why.isEmpty() ? 0 : metrics.boundingRect(whole, flags, why).height() + 8;
  const double left = inside.center().x() - whole.width() / 2;
  const double top = std::max(inside.top(), inside.center().y() - (heading_height + why_height) / 2);
  painter.setPen(palette.color(QPalette::WindowText));
  painter.setFont(heading);
  painter.drawText(QRectF(left, top, whole.width(), heading_height), flags, what);
  painter.setFont(font);
  painter.setOpacity(0.75);
  painter.drawText(QRectF(left, top + heading_height + 8, whole.width(), why_height), flags, why);
  painter.setOpacity(1);
}

}  // namespace viewer
