#include "ui/lab/line_chart.h"

#include <QMouseEvent>
#include <algorithm>
#include <cmath>

namespace lab {
namespace {

constexpr double kTickX = 48, kTickY = 40, kSwatch = 22, kLegendGap = 14;
constexpr double kFloorDecades = 6;  // a logarithmic axis shows no more than these below its largest value

void paintSign(QPainter& painter, QPointF at, LineSeries::Sign sign, bool filled, const QColor& colour,
               const QColor& ground) {
  using Sign = LineSeries::Sign;
  constexpr double r = 3.6;
  painter.setPen(QPen(colour, 1.6));
  painter.setBrush(sign == Sign::ring && !filled ? ground : colour);
  switch (sign) {
    case Sign::none: break;
    case Sign::disc: painter.drawEllipse(at, r * 0.8, r * 0.8); break;
    case Sign::ring: painter.drawEllipse(at, r * 1.1, r * 1.1); break;
    case Sign::square: painter.drawRect(QRectF(at - QPointF(r, r) * 0.8, QSizeF(1.6 * r, 1.6 * r))); break;
    case Sign::diamond:
      painter.drawPolygon(QPolygonF{at + QPointF(0, -r), at + QPointF(r, 0), at + QPointF(0, r), at + QPointF(-r, 0)});
      break;
  }
}

}  // namespace

LineChart::LineChart(QWidget* parent) : QWidget(parent) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void LineChart::setAxes(const QString& x_title, const QString& y_title, bool logarithmic) {
  x_title_ = x_title;
  y_title_ = y_title;
  logarithmic_ = logarithmic;
  update();
}

void LineChart::setRange(charts::Range x) {
  x_range_ = x;
  update();
}

void LineChart::setSeries(std::vector<LineSeries> series) {
  series_ = std::move(series);
  update();
}

void LineChart::setEmptyText(const QString& text) {
  empty_text_ = text;
  update();
}

void LineChart::setCursorPlace(int x) {
  cursor_ = x;
  setFocusPolicy(x >= 0 ? Qt::StrongFocus : Qt::NoFocus);
  update();
}

QColor LineChart::colourOf(const LineSeries& series, const charts::ChartTheme& theme) const {
  return series.colour < 0 ? theme.text : theme.series(series.colour);
}

std::vector<LineChart::LegendEntry> LineChart::layOutLegend(double& height) const {
  const QFontMetricsF metrics(charts::scaledFont(font(), 0.86));
  std::vector<LegendEntry> entries;
  double x = 8, y = metrics.height();
  for (std::size_t i = 0; i < series_.size(); ++i) {
    if (series_[i].name.isEmpty()) continue;
    const double wide = kSwatch + 6 + metrics.horizontalAdvance(series_[i].name) + kLegendGap;
    if (x + wide > width() && x > 8) {
      x = 8;
      y += metrics.height() + 3;
    }
    entries.push_back({{x, y}, i});
    x += wide;
  }
  height = y + 6;
  return entries;
}

charts::PlotScene LineChart::makeScene() const {
  charts::PlotScene scene;
  scene.theme = charts::ChartTheme(palette());
  scene.font = font();
  scene.x_title = x_title_;
  scene.y_title = y_title_;
  scene.empty_text = series_.empty() ? empty_text_ : QString();
  charts::Range values;
  for (const LineSeries& series : series_) {
    for (const QPointF& point : series.points) {
      if (std::isfinite(point.y()) && (!logarithmic_ || point.y() > 0)) values.include(point.y());
    }
  }
  if (values.isEmpty()) values = logarithmic_ ? charts::Range{0.1, 1} : charts::Range{0, 1};
  charts::AxisScale scale;
  if (logarithmic_) {
    scale.kind = charts::AxisScale::Kind::log;
    scale.floor = 1e-12;
    const double high = std::log10(values.high) + 0.1;
    const double low = std::max(std::log10(values.low) - 0.1, high - kFloorDecades);
    scene.y = low < high - 0.3 ? charts::Range{low, high} : charts::Range{high - 1, high};
  } else {
    scene.y = charts::padded(values, 0.06);
  }
  scene.x = x_range_;
  scene.y_ticks = charts::calcTicks(scale, scene.y, std::max(2, static_cast<int>(height() / kTickY)));
  double legend = 0;
  layOutLegend(legend);
  scene.plot = charts::calcPlotRectangle(scene, QSizeF(width(), height() - legend));
  scene.plot.translate(0, legend);
  scene.x_ticks = charts::calcTicks({}, scene.x, std::max(2, static_cast<int>(scene.plot.width() / kTickX)));
  return scene;
}

QPointF LineChart::toPixel(double x, double y) const {
  const charts::PlotScene scene = makeScene();
  return {scene.toPixelX(x), scene.toPixelY(logarithmic_ ? std::log10(std::max(y, 1e-12)) : y)};
}

void LineChart::paintSeries(QPainter& painter, const charts::PlotScene& scene, const LineSeries& series) const {
  const QColor colour = colourOf(series, scene.theme);
  QPolygonF line;
  for (const QPointF& point : series.points) {
    const double place = logarithmic_ ? std::max(std::log10(std::max(point.y(), 1e-300)), scene.y.low) : point.y();
    line << QPointF(scene.toPixelX(point.x()), scene.toPixelY(place));
  }
  if (series.dash != Qt::NoPen) {
    painter.setPen(QPen(colour, series.width, series.dash));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(line);
  }
  if (series.sign == LineSeries::Sign::none) return;
  for (qsizetype i = 0; i < line.size(); ++i) {
    const auto index = static_cast<std::size_t>(i);
    const bool filled = index < series.filled.size() && series.filled[index];
    paintSign(painter, line[i], series.sign, filled, colour, scene.theme.background);
  }
}

void LineChart::paintLegend(QPainter& painter, const charts::PlotScene& scene) const {
  double height = 0;
  painter.setFont(charts::scaledFont(font(), 0.86));
  const double middle = -QFontMetricsF(painter.font()).xHeight() / 2;
  for (const LegendEntry& entry : layOutLegend(height)) {
    const LineSeries& series = series_[entry.series];
    const QColor colour = colourOf(series, scene.theme);
    if (series.dash != Qt::NoPen) {
      painter.setPen(QPen(colour, series.width, series.dash));
      painter.drawLine(entry.at + QPointF(0, middle), entry.at + QPointF(kSwatch, middle));
    }
    paintSign(painter, entry.at + QPointF(kSwatch / 2, middle), series.sign, true, colour, scene.theme.background);
    painter.setPen(scene.theme.muted_text);
    painter.drawText(entry.at + QPointF(kSwatch + 6, 0), series.name);
  }
}

void LineChart::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const charts::PlotScene scene = makeScene();
  // The y title belongs above the plot, below the legend.
  painter.save();
  double legend = 0;
  layOutLegend(legend);
  charts::PlotScene below = scene;
  below.plot.translate(0, -legend);
  painter.translate(0, legend);
  charts::paintBehind(painter, below);
  painter.restore();
  painter.setRenderHint(QPainter::Antialiasing);
  if (!scene.empty_text.isEmpty()) {
    charts::paintInFront(painter, scene);
    return;
  }
  painter.save();
  painter.setClipRect(scene.plot.adjusted(-4, -4, 4, 4));
  if (cursor_ >= 0) {
    const double x = std::floor(scene.toPixelX(cursor_)) + 0.5;
    painter.setPen(QPen(scene.theme.accent, hasFocus() ? 2.4 : 1.6));
    painter.drawLine(QPointF(x, scene.plot.top()), QPointF(x, scene.plot.bottom()));
  }
  for (const LineSeries& series : series_) paintSeries(painter, scene, series);
  painter.restore();
  paintLegend(painter, scene);
}

void LineChart::moveCursor(int x) {
  if (cursor_ < 0) return;
  const int place =
      std::clamp(x, static_cast<int>(std::ceil(x_range_.low)), static_cast<int>(std::floor(x_range_.high)));
  if (place == cursor_) return;
  cursor_ = place;
  update();
  Q_EMIT cursorMoved(place);
}

void LineChart::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton)
    moveCursor(static_cast<int>(std::lround(makeScene().fromPixelX(event->position().x()))));
}

void LineChart::mouseMoveEvent(QMouseEvent* event) {
  if (event->buttons().testFlag(Qt::LeftButton)) {
    moveCursor(static_cast<int>(std::lround(makeScene().fromPixelX(event->position().x()))));
  }
}

void LineChart::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Left) {
    moveCursor(cursor_ - 1);
  } else if (event->key() == Qt::Key_Right) {
    moveCursor(cursor_ + 1);
  } else {
    QWidget::keyPressEvent(event);
  }
}

}  // namespace lab
