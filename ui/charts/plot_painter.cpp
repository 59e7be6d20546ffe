#include "ui/charts/plot_painter.h"

#include <QFontMetricsF>
#include <QPolygonF>

#include <algorithm>
#include <cmath>

namespace charts {
namespace {

constexpr double kLabelFont = 0.86, kReadoutFont = 0.9;
constexpr double kGap = 6;          // between labels and plot
constexpr double kLabelGrain = 12;  // the left margin grows in such steps, so that it seldom moves while data grow

QFont labelFont(const PlotScene& scene) { return scaledFont(scene.font, kLabelFont); }

double crisp(double pixel) { return std::floor(pixel) + 0.5; }

void paintGrid(QPainter& painter, const PlotScene& scene) {
  painter.setRenderHint(QPainter::Antialiasing, false);
  for (const Tick& tick : scene.y_ticks) {
    const double y = crisp(scene.toPixelY(tick.place));
    painter.setPen(QPen(tick.label.isEmpty() ? scene.theme.minor_grid : scene.theme.grid, 1));
    painter.drawLine(QPointF(scene.plot.left(), y), QPointF(scene.plot.right(), y));
  }
  painter.setPen(QPen(scene.theme.border, 1));
  const double bottom = crisp(scene.plot.bottom());
  painter.drawLine(QPointF(scene.plot.left(), bottom), QPointF(scene.plot.right(), bottom));
  for (const Tick& tick : scene.x_ticks) {
    const double x = crisp(scene.toPixelX(tick.place));
    painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + 3));
  }
  painter.setRenderHint(QPainter::Antialiasing, true);
}

void paintLabels(QPainter& painter, const PlotScene& scene) {
  const QFont font = labelFont(scene);
  const QFontMetricsF metrics(font);
  painter.setFont(font);
  painter.setPen(scene.theme.muted_text);
  for (const Tick& tick : scene.y_ticks) {
    const double y = scene.toPixelY(tick.place);
    painter.drawText(QRectF(0, y - metrics.height() / 2, scene.plot.left() - kGap, metrics.height()),
                     Qt::AlignRight | Qt::AlignVCenter, tick.label);
  }
  double free_from = -1e9;
  for (const Tick& tick : scene.x_ticks) {
    if (tick.label.isEmpty()) continue;
    const double width = metrics.horizontalAdvance(tick.label);
    const double right_edge = scene.plot.right() + 6;
    const double x = std::clamp(scene.toPixelX(tick.place) - width / 2, 0.0, std::max(0.0, right_edge - width));
    if (x < free_from) continue;
    painter.drawText(QPointF(x, scene.plot.bottom() + 4 + metrics.ascent()), tick.label);
    free_from = x + width + 8;
  }
  const double title_line = scene.plot.bottom() + 4 + metrics.height() + metrics.ascent();
  painter.drawText(QPointF(scene.plot.right() - metrics.horizontalAdvance(scene.x_title), title_line), scene.x_title);
  const double y_title_width = scene.plot.right() - kGap;
  painter.drawText(QPointF(kGap, metrics.ascent()),
                   metrics.elidedText(scene.y_title, Qt::ElideRight, y_title_width));
}

void paintMark(QPainter& painter, const PlotScene& scene, const Mark& mark) {
  const double x = scene.toPixelX(mark.x);
  painter.setPen(Qt::NoPen);
  painter.setBrush(mark.kind == Mark::Kind::non_finite ? scene.theme.warning : mark.colour);
  if (mark.kind == Mark::Kind::dot) {
    painter.drawEllipse(QPointF(x, scene.toPixelY(mark.y)), mark.radius, mark.radius);
    return;
  }
  if (mark.kind == Mark::Kind::infinite) {  // above every axis
    const double top = scene.plot.top() + 1;
    painter.drawPolygon(QPolygonF{{x - 4, top + 7}, {x + 4, top + 7}, {x, top}});
    return;
  }
  // Both stand on the lower edge: a cross where there is no number, a downward arrow where the number lies below.
  const double y = scene.plot.bottom() - 5;
  if (mark.kind == Mark::Kind::clamped) {
    painter.drawPolygon(QPolygonF{{x - 3.5, y}, {x + 3.5, y}, {x, y + 5}});
    return;
  }
  painter.setPen(QPen(scene.theme.warning, 1.6));
  painter.drawLine(QPointF(x - 3, y - 3), QPointF(x + 3, y + 3));
  painter.drawLine(QPointF(x - 3, y + 3), QPointF(x + 3, y - 3));
}

void paintEvents(QPainter& painter, const PlotScene& scene) {
  const QFont font = labelFont(scene);
  const QFontMetricsF metrics(font);
  painter.setFont(font);
  QColor line = scene.theme.marker;
  line.setAlphaF(0.75f);
  double free_until = scene.plot.right();
  for (auto event = scene.events.rbegin(); event != scene.events.rend(); ++event) {
    if (!scene.x.contains(event->x)) continue;
    const double x = crisp(scene.toPixelX(event->x));
    painter.setPen(QPen(line, 1, Qt::DashLine));
    painter.drawLine(QPointF(x, scene.plot.top()), QPointF(x, scene.plot.bottom()));
    painter.setPen(Qt::NoPen);
    painter.setBrush(scene.theme.marker);
    painter.drawPolygon(QPolygonF{{x, scene.plot.top()}, {x + 7, scene.plot.top() + 3.5}, {x, scene.plot.top() + 7}});
    const double width = metrics.horizontalAdvance(event->label);
    if (x + 10 + width < free_until) {
      if (!scene.area_labels.isEmpty()) {  // on areas, amber needs a ground of its own
        painter.setBrush(scene.theme.background);
        painter.drawRoundedRect(QRectF(x + 8, scene.plot.top() + 1, width + 4, metrics.height() - 1), 3, 3);
      }
      painter.setPen(scene.theme.marker);
      painter.drawText(QPointF(x + 10, scene.plot.top() + metrics.ascent() - 2), event->label);
    }
    free_until = x - 4;
  }
}

void paintAreaLabels(QPainter& painter, const PlotScene& scene) {
  painter.setFont(labelFont(scene));
  for (const AreaLabel& label : scene.area_labels) {
    const QSizeF size = sizeOfAreaLabel(scene, label.text);
    painter.setPen(label.ground.lightnessF() > 0.47f ? QColor(0x16, 0x18, 0x1c) : QColor(Qt::white));
    painter.drawText(QRectF(label.centre - QPointF(size.width(), size.height()) / 2, size), Qt::AlignCenter,
                     label.text);
  }
}

/// The box's size and the widths of its two columns.
struct ReadoutLayout {
  double label_width = 0, value_width = 0, row_height = 0;
  QSizeF size;
};

constexpr double kPadding = 8, kSwatch = 14, kColumnGap = 14;

ReadoutLayout layOutReadout(const Crosshair& crosshair, const QFontMetricsF& metrics) {
  ReadoutLayout layout;
  layout.row_height = std::ceil(metrics.height() + 2);
  for (const Reading& reading : crosshair.readings) {
    layout.label_width = std::max(layout.label_width, metrics.horizontalAdvance(reading.label));
    layout.value_width = std::max(layout.value_width, metrics.horizontalAdvance(reading.value));
  }
  const double columns = kSwatch + layout.label_width + kColumnGap + layout.value_width;
  const double width = std::max(columns, metrics.horizontalAdvance(crosshair.heading)) + 2 * kPadding;
  const double rows = 1.0 + double(crosshair.readings.size());
  layout.size = {std::ceil(width), rows * layout.row_height + 1.5 * kPadding};
  return layout;
}

void paintReadout(QPainter& painter, const PlotScene& scene) {
  const Crosshair& crosshair = *scene.crosshair;
  const QFont font = scaledFont(scene.font, kReadoutFont);
  const QFontMetricsF metrics(font);
  const ReadoutLayout layout = layOutReadout(crosshair, metrics);
  const double x = scene.toPixelX(crosshair.x);
  const bool fits_right = x + 12 + layout.size.width() <= scene.plot.right();
  const double left = fits_right ? x + 12 : std::max(scene.plot.left() + 2, x - 12 - layout.size.width());
  const QRectF box(QPointF(std::floor(left) + 0.5, std::floor(scene.plot.top() + 10) + 0.5), layout.size);

  QColor ground = mixed(scene.theme.background, scene.theme.text, scene.theme.isDark() ? 0.08 : 0.02);
  ground.setAlphaF(0.94f);
  painter.setPen(QPen(mixed(scene.theme.background, scene.theme.text, 0.22), 1));
  painter.setBrush(ground);
  painter.drawRoundedRect(box, 5, 5);

  painter.setFont(font);
  painter.setPen(scene.theme.muted_text);
  double baseline = box.top() + kPadding * 0.7 + metrics.ascent();
  painter.drawText(QPointF(box.left() + kPadding, baseline), crosshair.heading);
  for (const Reading& reading : crosshair.readings) {
    baseline += layout.row_height;
    const double middle = baseline - metrics.xHeight() / 2;
    painter.setPen(QPen(reading.colour, 2.4, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(QPointF(box.left() + kPadding + 1, middle), QPointF(box.left() + kPadding + 8, middle));
    painter.setPen(scene.theme.muted_text);
    painter.drawText(QPointF(box.left() + kPadding + kSwatch, baseline), reading.label);
    painter.setPen(scene.theme.text);
    painter.drawText(QPointF(box.right() - kPadding - metrics.horizontalAdvance(reading.value), baseline),
                     reading.value);
  }
}

}  // namespace

double PlotScene::toPixelX(double place) const { return plot.left() + (place - x.low) / x.width() * plot.width(); }
double PlotScene::toPixelY(double place) const { return plot.bottom() - (place - y.low) / y.width() * plot.height(); }
double PlotScene::fromPixelX(double pixel) const { return x.low + (pixel - plot.left()) / plot.width() * x.width(); }
double PlotScene::fromPixelY(double pixel) const { return y.low + (plot.bottom() - pixel) / plot.height() * y.width(); }

QRectF calcPlotRectangle(const PlotScene& scene, QSizeF widget) {
  const QFontMetricsF metrics(labelFont(scene));
  double widest = metrics.horizontalAdvance(QStringLiteral("000"));
  for (const Tick& tick : scene.y_ticks) widest = std::max(widest, metrics.horizontalAdvance(tick.label));
  const double left = std::ceil((widest + kGap + 4) / kLabelGrain) * kLabelGrain;
  const double top = std::ceil((scene.y_title.isEmpty() ? 0.6 : 1.75) * metrics.height());
  const double below = 5 + metrics.height() * (scene.x_title.isEmpty() ? 1 : 2);
  return {left, top, std::max(1.0, widget.width() - left - 12), std::max(1.0, widget.height() - top - below)};
}

QSizeF sizeOfAreaLabel(const PlotScene& scene, const QString& text) {
  const QFontMetricsF metrics(labelFont(scene));
  return {metrics.horizontalAdvance(text) + 10, metrics.height() + 1};
}

std::optional<QPointF> findRoom(const QList<QPointF>& low, const QList<QPointF>& high, const PlotScene& scene,
                                QSizeF size) {
  for (qsizetype end = low.size() - 1; end > 0; --end) {
    const double right = std::min(scene.toPixelX(low[end].x()), scene.plot.right());
    double top = scene.plot.top(), bottom = scene.plot.bottom();
    for (qsizetype i = end; i >= 0; --i) {
      top = std::max(top, scene.toPixelY(high[i].y()));
      bottom = std::min(bottom, scene.toPixelY(low[i].y()));
      if (bottom - top < size.height()) break;
      const double left = std::max(scene.toPixelX(low[i].x()), scene.plot.left());
      if (right - left >= size.width()) return QPointF(right - size.width() / 2, (top + bottom) / 2);
    }
  }
  return std::nullopt;
}

void paintBehind(QPainter& painter, const PlotScene& scene) {
  paintGrid(painter, scene);
  paintLabels(painter, scene);
}

void paintInFront(QPainter& painter, const PlotScene& scene) {
  painter.setRenderHint(QPainter::Antialiasing, true);
  if (!scene.empty_text.isEmpty()) {
    painter.setFont(scene.font);
    painter.setPen(scene.theme.muted_text);
    painter.drawText(scene.plot, Qt::AlignCenter | Qt::TextWordWrap, scene.empty_text);
    return;
  }
  paintAreaLabels(painter, scene);
  paintEvents(painter, scene);
  for (const Mark& mark : scene.marks) {
    if (scene.x.contains(mark.x) && (mark.kind != Mark::Kind::dot || scene.y.contains(mark.y))) {
      paintMark(painter, scene, mark);
    }
  }
}

void paintCrosshair(QPainter& painter, const PlotScene& scene) {
  if (!scene.crosshair || !scene.x.contains(scene.crosshair->x)) return;
  painter.setRenderHint(QPainter::Antialiasing, true);
  const double x = crisp(scene.toPixelX(scene.crosshair->x));
  painter.setPen(QPen(mixed(scene.theme.background, scene.theme.text, 0.45), 1));
  painter.drawLine(QPointF(x, scene.plot.top()), QPointF(x, scene.plot.bottom()));
  for (const Reading& reading : scene.crosshair->readings) {
    if (!scene.x.contains(reading.x) || !scene.y.contains(reading.y)) continue;  // false for NaN
    painter.setPen(QPen(scene.theme.background, 1.5));
    painter.setBrush(reading.colour);
    painter.drawEllipse(QPointF(scene.toPixelX(reading.x), scene.toPixelY(reading.y)), 4, 4);
  }
  if (!scene.crosshair->readings.isEmpty()) paintReadout(painter, scene);
}

}  // namespace charts
