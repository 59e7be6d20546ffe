#include "ui/viewer/hud.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QPalette>
#include <algorithm>
#include <cmath>

#include "ui/viewer/playback.h"
#include "ui/viewer/side_panels.h"

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

double panelHeight(const QList<Line>& lines) {
  double height = 1.5 * kPadding;
  for (const Line& line : lines) height += kLeading * QFontMetricsF(line.font).height();
  return height;
}

/// A rounded panel that is as wide as its lines; `right`: it hangs at the right edge. Returns where it ends below.
double paintPanel(QPainter& painter, const QRectF& area, double top, bool right, const QList<Line>& lines) {
  const double width = std::min(widest(lines) + 2 * kPadding, area.width() - 2 * kMargin);
  const double left = right ? area.right() - kMargin - width : area.left() + kMargin;
  const QRectF panel(left, top, width, panelHeight(lines));
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

QString policyLine(const PlayStatus& status, bool policy_is_kept) {
  if (status.policy_step < 0) return tr("random actions (no policy yet)");
  const QString line =
      tr("policy of step %1 · %2 action").arg(spaced(status.policy_step), status.sampled ? tr("sampled") : tr("mean"));
  return policy_is_kept ? line + tr(" · kept") : line;
}

QStringList numberLines(const PlayStatus& status) {
  QStringList lines;
  const bool is_between = status.is_stage && status.step != std::floor(status.step);
  const QString step = is_between ? QString::number(status.step, 'f', 1) : spaced(qint64(status.step));
  QString when =
      tr("%1 s · step %2 / %3").arg(QString::number(status.episode_seconds, 'f', 2), step, spaced(status.time_limit));
  if (status.steps_back > 0) when += tr(" · %1 back").arg(status.steps_back);
  lines << when;
  QStringList earned;
  if (!std::isnan(status.reward)) earned << tr("reward %1").arg(rounded(status.reward));
  if (!std::isnan(status.episode_return)) earned << tr("return %1").arg(rounded(status.episode_return));
  if (!earned.isEmpty()) lines << earned.join(QStringLiteral(" · "));
  if (!std::isnan(status.value)) lines << tr("Q̂ %1 discounted (estimate, min of two critics)").arg(rounded(status.value));
  if (!std::isnan(status.last_return)) lines << tr("last episode %1").arg(rounded(status.last_return));
  return lines;
}

QString paceLine(const PlayStatus& status) {
  QString pace = Playback::label(status.speed);
  if (status.paused) {
    pace += tr(" · paused");
  } else if (status.frames_per_second > 0) {
    // What was reached is said where it differs from what was asked.
    const double reached = status.measured_speed;
    const bool differs = reached > 0 && std::abs(reached / status.speed - 1) > 0.03;
    if (differs) pace += tr(" (reached %1×)").arg(rounded(reached));
    pace += tr(" · %1 fps").arg(std::lround(status.frames_per_second));
  }
  return pace;
}

/// Measured: CPU time per picture and, while it plays, what that is of one core.
QString costLine(const PlayStatus& status) {
  if (!(status.picture_ms > 0)) return {};
  QString cost = tr("%1 ms a picture").arg(std::lround(std::max(1.0, status.picture_ms)));
  if (status.core_share > 0) {
    const auto percent = [](double share) { return std::lround(100 * share); };
    cost += status.ceiling > 0
                ? tr(" · %1 % of a core, at most %2").arg(percent(status.core_share)).arg(percent(status.ceiling))
                : tr(" · %1 % of a core").arg(percent(status.core_share));
  }
  return cost;
}

QString qualityLine(const PlayStatus& status) {
  if (!status.reduced_quality) return {};
  const QString line = tr("software GL: no shadows");
  if (status.scale >= 1) return line;
  const QString part = status.scale == 0.75 ? tr("¾") : status.scale == 0.5 ? tr("½") : tr("⅜");
  return line + tr(", %1 resolution beside training").arg(part);
}

QString trackLine(const TrackStatus& track) {
  QString line = track.name;
  if (!track.note.isEmpty()) line += QStringLiteral(" · ") + track.note;
  if (!std::isnan(track.apart)) line += tr(" · %1 m apart").arg(track.apart, 0, 'f', track.apart < 0.1 ? 3 : 2);
  if (!std::isnan(track.value)) line += tr(" · Q̂ %1").arg(rounded(track.value));
  return line;
}

/// As the track's body looks: full for the true one, glass with its edge for a ghost.
void paintSwatch(QPainter& painter, const QRectF& place, const TrackStatus& track) {
  const QColor colour = track.colour.isValid() ? track.colour : kInk;
  QColor fill = colour;
  if (!track.solid) fill.setAlphaF(0.45F);
  painter.setBrush(fill);
  painter.setPen(track.solid ? QPen(Qt::NoPen) : QPen(colour.lighter(115), 1.6, penStyle(track.pattern)));
  painter.drawRoundedRect(place, 3, 3);
}

/// A panel of swatches with their lines, whose lower edge is at `bottom`.
void paintLegend(QPainter& painter, double left, double bottom, double widest_allowed, const QFont& font,
                 const QStringList& lines, const std::vector<const TrackStatus*>& tracks) {
  const QFontMetricsF metrics(font);
  const double row = 1.25 * metrics.height(), swatch = 1.7 * metrics.ascent(), gap = 8;
  double text_width = 0;
  for (const QString& line : lines) text_width = std::max(text_width, metrics.horizontalAdvance(line));
  const double width = std::min(widest_allowed, text_width + swatch + gap + 2 * kPadding + 1);
  const QRectF panel(left, bottom - double(lines.size()) * row - kPadding, width,
                     double(lines.size()) * row + kPadding);
  painter.setPen(Qt::NoPen);
  painter.setBrush(kGlass);
  painter.drawRoundedRect(panel, kRadius, kRadius);
  painter.setFont(font);
  double y = panel.top() + kPadding / 2;
  for (qsizetype i = 0; i < lines.size(); ++i) {
    const double height = 0.8 * metrics.ascent();
    paintSwatch(painter, {panel.left() + kPadding, y + (row - height) / 2, swatch, height},
                *tracks[static_cast<std::size_t>(i)]);
    painter.setPen(kInk);
    const double from = panel.left() + kPadding + swatch + gap;
    painter.drawText(QPointF(from, y + (row - metrics.height()) / 2 + metrics.ascent()),
                     metrics.elidedText(lines[i], Qt::ElideRight, panel.right() - kPadding - from + 1));
    y += row;
  }
}

/// One legend, or one name in each picture, below `taken`: numbers go before it where both do not fit (large text).
void paintTracks(QPainter& painter, const QRectF& area, double taken, const QFont& font, const QStringList& lines,
                 const PlayStatus& status) {
  const double rows = status.side_by_side ? 1 : double(lines.size());
  const double height = rows * 1.25 * QFontMetricsF(font).height() + kPadding;
  if (taken + 4 + height > area.bottom() - kMargin) return;
  if (!status.side_by_side || lines.size() < 2) {
    std::vector<const TrackStatus*> all;
    for (const TrackStatus& track : status.tracks) all.push_back(&track);
    paintLegend(painter, area.left() + kMargin, area.bottom() - kMargin, area.width() - 2 * kMargin, font, lines, all);
    return;
  }
  const std::vector<QRectF> panels = sidePanels(area, static_cast<int>(lines.size()));
  for (std::size_t i = 0; i < panels.size(); ++i) {
    paintLegend(painter, panels[i].left() + kMargin, panels[i].bottom() - kMargin, panels[i].width() - 2 * kMargin,
                font, {lines[static_cast<qsizetype>(i)]}, {&status.tracks[i]});
  }
}

}  // namespace

HudText calcHudText(const PlayStatus& status, bool policy_is_kept) {
  HudText text;
  if (status.is_stage) {
    text.task = status.title.isEmpty() ? status.task : status.title;
    if (!text.task.contains(status.task)) text.policy = status.task;
  } else {
    text.task = status.task;
    text.policy = policyLine(status, policy_is_kept);
  }
  text.numbers = numberLines(status);
  text.pace = paceLine(status);
  text.cost = costLine(status);
  text.note = qualityLine(status);
  if (!status.note.isEmpty()) text.note = status.note;
  QStringList hand;
  if (!status.selected.isEmpty()) {
    hand << (status.pulls ? tr("pulling %1") : tr("selected %1")).arg(status.selected);
  }
  if (!status.camera.isEmpty()) hand << tr("camera %1").arg(status.camera);
  text.hand = hand.join(QStringLiteral(" · "));
  for (const TrackStatus& track : status.tracks) text.tracks << trackLine(track);
  return text;
}

void paintHud(QPainter& painter, const QRectF& area, const QFont& font, const HudText& text, const PlayStatus& status) {
  painter.setRenderHint(QPainter::Antialiasing);
  QFont heading = font, body = font;
  heading.setWeight(QFont::DemiBold);
  if (font.pointSizeF() > 0) body.setPointSizeF(font.pointSizeF() * 0.9);
  QList<Line> left{{text.task, heading, kInk}};
  if (!text.policy.isEmpty()) left.push_back({text.policy, body, kQuietInk});
  for (const QString& line : text.numbers) left.push_back({line, body, kInk});
  const double below = paintPanel(painter, area, area.top() + kMargin, false, left);

  QList<Line> right{{text.pace, body, status.paused ? kAmber : kInk}};
  if (!text.cost.isEmpty()) right.push_back({text.cost, body, kQuietInk});
  if (!text.note.isEmpty()) right.push_back({text.note, body, kQuietInk});
  if (!text.hand.isEmpty()) right.push_back({text.hand, body, status.pulls ? kAmber : kInk});
  // In a narrow pane the two would overlap: then the right one goes to the bottom, which leaves the body's head free,
  // or, on a stage, whose legend is there, and where there is no room, right below.
  const bool beside = widest(left) + widest(right) + 4 * kPadding + 3 * kMargin <= area.width();
  const double at_bottom = area.bottom() - kMargin - panelHeight(right);
  const bool has_bottom = !status.is_stage && at_bottom >= below + 4;
  const double top = beside ? area.top() + kMargin : has_bottom ? at_bottom : below + 4;
  const double taken = std::max(below, paintPanel(painter, area, top, beside, right));
  if (!status.tracks.empty()) paintTracks(painter, area, taken, body, text.tracks, status);
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
