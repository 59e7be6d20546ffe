#include "ui/charts/roofline.h"

#include <QFontMetricsF>
#include <QPainterPath>
#include <QPolygonF>
#include <QStringList>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace charts {
namespace {

constexpr double kMargin = 16, kMark = 4.5, kColumnGap = 34, kBetweenColumns = 14;
constexpr QSize kUsualSize{1120, 640};
constexpr double kTickX = 90, kTickY = 60;  // pixels per labelled tick

const AxisScale kLog{AxisScale::Kind::log, 1e-12, 1};

struct RowText {
  QString name, gflops, fraction;
};

RowText rowText(const Roofline::Case& one) {
  const QString fraction =
      std::isfinite(one.roof_fraction) ? QStringLiteral("%1 %").arg(std::lround(100 * one.roof_fraction)) : QString();
  return {one.name, formatValue(QString::number(one.gflops, 'g', 3).toDouble()), fraction};
}

struct Columns {
  double name = 0, gflops = 0, fraction = 0;
  double width() const { return kMark * 2 + 8 + name + gflops + fraction + 2 * kBetweenColumns; }
};

const QString kGflopsHead = QStringLiteral("GFLOP/s"), kFractionHead = QStringLiteral("of roof");

Columns measureColumns(const Roofline& roofline, const QFontMetricsF& metrics) {
  Columns columns{0, metrics.horizontalAdvance(kGflopsHead), metrics.horizontalAdvance(kFractionHead)};
  for (const Roofline::Case& one : roofline.cases) {
    const RowText text = rowText(one);
    columns.name = std::max(columns.name, metrics.horizontalAdvance(text.name));
    columns.gflops = std::max(columns.gflops, metrics.horizontalAdvance(text.gflops));
    columns.fraction = std::max(columns.fraction, metrics.horizontalAdvance(text.fraction));
  }
  return columns;
}

double headerHeight(const QFontMetricsF& metrics) { return kMargin + 3.4 * metrics.height(); }

double highestRoof(const Roofline& roofline) {
  double highest = 0;
  for (const Roofline::Roof& roof : roofline.roofs) highest = std::max(highest, roof.gflops);
  return highest;
}

/// Both axes hold every dot, the ridges, and some air.
void fitAxes(PlotScene& scene, const Roofline& roofline) {
  const double highest = highestRoof(roofline), first = roofline.roofs.front().gflops;
  scene.x = scene.y = {};
  scene.x.include(std::log10(first / roofline.gbytes_per_s / 2));
  scene.x.include(std::log10(highest / roofline.gbytes_per_s * 2));
  scene.y.include(std::log10(highest));
  scene.y.include(std::log10(first / 6));
  for (const Roofline::Case& one : roofline.cases) {
    scene.x.include(std::log10(one.flops_per_byte));
    scene.y.include(std::log10(one.gflops_low));
    scene.y.include(std::log10(one.gflops));
    scene.y.include(std::log10(one.gflops_high));
  }
  scene.x = {scene.x.low - 0.2, scene.x.high + 0.3};
  scene.y = {scene.y.low - 0.15, scene.y.high + 0.22};
}

/// Rows in the order of their dots, each as near to its dot's height as its neighbours allow.
void placeRows(RooflineLayout& layout, double top, double bottom) {
  std::ranges::stable_sort(layout.rows, {}, [](const auto& row) { return row.dot.y(); });
  double free_from = top;
  for (auto& row : layout.rows) {
    row.middle = std::max(row.dot.y(), free_from + layout.row_height / 2);
    free_from = row.middle + layout.row_height / 2;
  }
  double free_until = bottom;
  for (auto row = layout.rows.rbegin(); row != layout.rows.rend(); ++row) {
    row->middle = std::min(row->middle, free_until - layout.row_height / 2);
    free_until = row->middle - layout.row_height / 2;
  }
}

int groupOf(const Roofline& roofline, std::size_t of) {
  QStringList groups;
  for (std::size_t i = 0; i <= of; ++i) {
    const QString group = roofline.cases[i].name.section(QLatin1Char('/'), 0, 0);
    if (!groups.contains(group)) groups << group;
  }
  return static_cast<int>(groups.indexOf(roofline.cases[of].name.section(QLatin1Char('/'), 0, 0)));
}

/// A group has a colour and a shape of its own.
void paintMark(QPainter& painter, QPointF at, int group, const ChartTheme& theme) {
  painter.setPen(QPen(theme.background, 1.2));
  painter.setBrush(theme.series(group));
  const double r = kMark;
  switch (group % 5) {
    case 0: painter.drawEllipse(at, r, r); break;
    case 1: painter.drawRect(QRectF(at - QPointF(r, r) * 0.9, QSizeF(1.8 * r, 1.8 * r))); break;
    case 2:
      painter.drawPolygon(QPolygonF{at + QPointF(0, -1.3 * r), at + QPointF(1.3 * r, 0), at + QPointF(0, 1.3 * r),
                                    at + QPointF(-1.3 * r, 0)});
      break;
    case 3:
      painter.drawPolygon(
          QPolygonF{at + QPointF(0, -1.2 * r), at + QPointF(1.15 * r, 0.9 * r), at + QPointF(-1.15 * r, 0.9 * r)});
      break;
    default:
      painter.drawPolygon(
          QPolygonF{at + QPointF(0, 1.2 * r), at + QPointF(1.15 * r, -0.9 * r), at + QPointF(-1.15 * r, -0.9 * r)});
      break;
  }
}

void paintHeader(QPainter& painter, const Roofline& roofline, const ChartTheme& theme, const QFont& font) {
  QFont bold = scaledFont(font, 1.35);
  bold.setWeight(QFont::DemiBold);
  painter.setFont(bold);
  painter.setPen(theme.text);
  const double baseline = kMargin + QFontMetricsF(bold).ascent();
  painter.drawText(QPointF(kMargin, baseline), roofline.title);
  painter.setFont(font);
  painter.setPen(theme.muted_text);
  painter.drawText(QPointF(kMargin, baseline + QFontMetricsF(font).height() + 3), roofline.subtitle);
}

void paintAxes(QPainter& painter, const RooflineLayout& layout) {
  const PlotScene& scene = layout.scene;
  painter.save();
  painter.translate(layout.origin);
  painter.setRenderHint(QPainter::Antialiasing, false);
  for (const Tick& tick : scene.x_ticks) {
    painter.setPen(QPen(tick.label.isEmpty() ? scene.theme.minor_grid : scene.theme.grid, 1));
    const double x = std::floor(scene.toPixelX(tick.place)) + 0.5;
    painter.drawLine(QPointF(x, scene.plot.top()), QPointF(x, scene.plot.bottom()));
  }
  paintBehind(painter, scene);
  painter.restore();
}

/// Beside a line from a to b, turned along it.
void paintAlong(QPainter& painter, QPointF a, QPointF b, double fraction, const QString& text) {
  painter.save();
  painter.translate(a + (b - a) * fraction);
  painter.rotate(std::atan2(b.y() - a.y(), b.x() - a.x()) * 180 / std::numbers::pi);
  painter.drawText(QPointF(-painter.fontMetrics().horizontalAdvance(text) / 2.0, -9), text);
  painter.restore();
}

/// Where a text of this size stands on a flat roof: as far right as no case is in its way, above the line or below.
QPointF findLabelPlace(const Roofline& roofline, const RooflineLayout& layout, QPointF left, QPointF right,
                       QSizeF size) {
  std::vector<QRectF> taken;
  for (const Roofline::Case& one : roofline.cases) {
    const QPointF high = layout.toPixel(one.flops_per_byte, std::max(one.gflops_high, one.gflops));
    const QPointF low = layout.toPixel(one.flops_per_byte, std::min(one.gflops_low, one.gflops));
    taken.emplace_back(high - QPointF(8, 8), low + QPointF(8, 8));
  }
  for (double x = right.x() - size.width() - 4; x > left.x(); x -= 12) {
    for (const double top : {right.y() - size.height() - 3, right.y() + 4}) {
      const QRectF place(QPointF(x, top), size);
      if (std::ranges::none_of(taken, [&](const QRectF& rect) { return rect.intersects(place); }))
        return place.topLeft();
    }
  }
  return {right.x() - size.width() - 4, right.y() - size.height() - 3};
}

void paintRoofs(QPainter& painter, const Roofline& roofline, const RooflineLayout& layout, const QFont& font) {
  const PlotScene& scene = layout.scene;
  const double left = std::pow(10, scene.x.low), right = std::pow(10, scene.x.high);
  const auto ridge = [&](double peak) { return layout.toPixel(peak / roofline.gbytes_per_s, peak); };
  const double first = roofline.roofs.front().gflops;
  // The slope leaves the picture at the left edge or at the bottom, whichever comes first.
  const double start = std::max(left, std::pow(10, scene.y.low) / roofline.gbytes_per_s);
  const QPointF foot = layout.toPixel(start, start * roofline.gbytes_per_s);

  const QRectF plot = scene.plot.translated(layout.origin);
  QColor ground = scene.theme.text;
  ground.setAlphaF(0.035f);
  painter.setPen(Qt::NoPen);
  painter.setBrush(ground);
  painter.drawPolygon(QPolygonF{foot, ridge(first), layout.toPixel(right, first), plot.bottomRight(),
                                QPointF(foot.x(), plot.bottom())});
  painter.setFont(font);
  for (std::size_t i = 0; i < roofline.roofs.size(); ++i) {
    const Roofline::Roof& roof = roofline.roofs[i];
    const QPointF end = layout.toPixel(right, roof.gflops);
    painter.setPen(QPen(scene.theme.text, 1.8, i == 0 ? Qt::SolidLine : Qt::DashLine, Qt::FlatCap));
    painter.drawLine(ridge(roof.gflops), end);
    const QString text =
        QStringLiteral("%1 products  %2 GFLOP/s").arg(roof.label, formatValue(std::round(roof.gflops)));
    const QFontMetricsF metrics(font);
    const QSizeF size(metrics.horizontalAdvance(text), metrics.height());
    const QPointF place = findLabelPlace(roofline, layout, ridge(roof.gflops), end, size);
    painter.drawText(place + QPointF(0, metrics.ascent()), text);
  }
  painter.setPen(QPen(scene.theme.text, 1.8));
  painter.drawLine(foot, ridge(first));
  painter.setPen(QPen(scene.theme.text, 1.8, Qt::DashLine, Qt::FlatCap));
  painter.drawLine(ridge(first), ridge(highestRoof(roofline)));
  painter.setPen(scene.theme.text);
  const QString text = QStringLiteral("memory  %1 GB/s").arg(roofline.gbytes_per_s, 0, 'f', 1);
  paintAlong(painter, foot, ridge(first), 0.5, text);
}

void paintRow(QPainter& painter, const RooflineLayout& layout, const RooflineLayout::Row& row, const RowText& text,
              const Columns& columns) {
  const QFontMetricsF metrics(painter.font());
  const double baseline = row.middle + (metrics.ascent() - metrics.descent()) / 2;
  double x = layout.rows_left + 2 * kMark + 8;
  painter.setPen(layout.scene.theme.text);
  painter.drawText(QPointF(x, baseline), text.name);
  x += columns.name + kBetweenColumns + columns.gflops;
  painter.drawText(QPointF(x - metrics.horizontalAdvance(text.gflops), baseline), text.gflops);
  x += kBetweenColumns + columns.fraction;
  painter.drawText(QPointF(x - metrics.horizontalAdvance(text.fraction), baseline), text.fraction);
}

void paintHeads(QPainter& painter, const RooflineLayout& layout, const Columns& columns) {
  const QFontMetricsF metrics(painter.font());
  const double baseline = layout.origin.y() + metrics.ascent();
  const double end = layout.rows_left + columns.width();
  painter.setPen(layout.scene.theme.muted_text);
  painter.drawText(QPointF(end - metrics.horizontalAdvance(kFractionHead), baseline), kFractionHead);
  painter.drawText(QPointF(end - columns.fraction - kBetweenColumns - metrics.horizontalAdvance(kGflopsHead), baseline),
                   kGflopsHead);
}

}  // namespace

QPointF RooflineLayout::toPixel(double flops_per_byte, double gflops) const {
  return origin + QPointF(scene.toPixelX(std::log10(flops_per_byte)), scene.toPixelY(std::log10(gflops)));
}

QSize sizeOfRoofline(const Roofline& roofline, const QFont& font) {
  const QFontMetricsF metrics(font);
  const double rows = double(roofline.cases.size()) * std::ceil(metrics.height() + 3);
  const int height = static_cast<int>(headerHeight(metrics) + 5 * metrics.height() + rows);
  return {kUsualSize.width(), std::max(kUsualSize.height(), height)};
}

RooflineLayout layOutRoofline(const Roofline& roofline, const ChartTheme& theme, const QFont& font, QSizeF size) {
  const QFontMetricsF metrics(font);
  RooflineLayout layout;
  layout.origin = {kMargin / 2, headerHeight(metrics)};
  layout.row_height = std::ceil(metrics.height() + 3);
  layout.rows_left = size.width() - kMargin - measureColumns(roofline, metrics).width();
  PlotScene& scene = layout.scene;
  scene.theme = theme;
  scene.font = font;
  scene.x_title = QStringLiteral("arithmetic intensity (flop/byte)");
  scene.y_title = QStringLiteral("performance (GFLOP/s)");
  fitAxes(scene, roofline);
  const QSizeF frame(layout.rows_left - kColumnGap - layout.origin.x(),
                     size.height() - layout.origin.y() - kMargin / 2);
  scene.plot = calcPlotRectangle(scene, frame);
  scene.x_ticks = calcTicks(kLog, scene.x, std::max(2, static_cast<int>(scene.plot.width() / kTickX)));
  scene.y_ticks = calcTicks(kLog, scene.y, std::max(2, static_cast<int>(scene.plot.height() / kTickY)));
  scene.plot = calcPlotRectangle(scene, frame);
  for (std::size_t i = 0; i < roofline.cases.size(); ++i) {
    const Roofline::Case& one = roofline.cases[i];
    layout.rows.push_back({i, layout.toPixel(one.flops_per_byte, one.gflops), 0});
  }
  const double top = layout.origin.y() + metrics.height() + 4;
  placeRows(layout, top, layout.origin.y() + scene.plot.bottom() + 2 * metrics.height());
  return layout;
}

void paintRoofline(QPainter& painter, const Roofline& roofline, const ChartTheme& theme, const QFont& font,
                   QSizeF size) {
  const RooflineLayout layout = layOutRoofline(roofline, theme, font, size);
  const Columns columns = measureColumns(roofline, QFontMetricsF(font));
  painter.fillRect(QRectF(QPointF(), size), theme.background);
  painter.setRenderHint(QPainter::Antialiasing);
  paintHeader(painter, roofline, theme, font);
  paintAxes(painter, layout);
  painter.setRenderHint(QPainter::Antialiasing);
  paintRoofs(painter, roofline, layout, font);
  QColor leader = theme.text;
  leader.setAlphaF(theme.isDark() ? 0.28f : 0.22f);
  for (const RooflineLayout::Row& row : layout.rows) {
    painter.setPen(QPen(leader, 1));
    painter.drawPolyline(
        QPolygonF{row.dot, QPointF(layout.rows_left - 12, row.middle), QPointF(layout.rows_left, row.middle)});
  }
  painter.setFont(font);
  paintHeads(painter, layout, columns);
  for (const RooflineLayout::Row& row : layout.rows) {
    const Roofline::Case& one = roofline.cases[row.of];
    const int group = groupOf(roofline, row.of);
    painter.setPen(QPen(theme.series(group), 1.4));
    painter.drawLine(layout.toPixel(one.flops_per_byte, one.gflops_low),
                     layout.toPixel(one.flops_per_byte, one.gflops_high));
    paintMark(painter, row.dot, group, theme);
    paintMark(painter, {layout.rows_left + kMark, row.middle}, group, theme);
    paintRow(painter, layout, row, rowText(one), columns);
  }
}

}  // namespace charts
