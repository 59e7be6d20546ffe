#include "ui/charts/scatter_chart.h"

#include <QHelpEvent>
#include <QToolTip>
#include <utility>

#include "ui/charts/series_table.h"

namespace charts {
namespace {

constexpr double kMargin = 10, kCaptionFont = 0.9;

QFont headingFont(QFont font) {
  font.setWeight(QFont::DemiBold);
  return font;
}

}  // namespace

ScatterChart::ScatterChart(QWidget* parent) : ChartCard(parent) { setMinimumSize(minimumSizeHint()); }

void ScatterChart::setTitle(const QString& title, const QString& tooltip) {
  title_ = title;
  setAccessibleName(title);
  setToolTip(tooltip);
  update();
}

void ScatterChart::setAxisTitles(const QString& x, const QString& y) {
  scatter_.x_title = x;
  scatter_.y_title = y;
  update();
}

void ScatterChart::setEmptyText(const QString& text) {
  scatter_.empty_text = text;
  update();
}

void ScatterChart::setPoints(QList<QPointF> points, std::optional<OriginLine> line) {
  scatter_.points = std::move(points);
  scatter_.line = line;
  update();
}

void ScatterChart::setCaption(const QString& caption) {
  caption_ = caption;
  setAccessibleDescription(caption);
  update();
}

QRectF ScatterChart::plotFrame(QSizeF size) const {
  const double top = kMargin + QFontMetricsF(headingFont(font())).height() +
                     QFontMetricsF(scaledFont(font(), kCaptionFont)).height() + 4;
  return {kMargin - 2, top, size.width() - 2 * kMargin + 6, std::max(10.0, size.height() - top - kMargin + 2)};
}

void ScatterChart::paintCard(QPainter& painter, QSize size) const {
  const ChartTheme theme(palette());
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(theme.border, 1));
  painter.setBrush(theme.background);
  painter.drawRoundedRect(QRectF(QPointF(), QSizeF(size)).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);

  const QFont heading = headingFont(font()), small = scaledFont(font(), kCaptionFont);
  const QFontMetricsF heading_metrics(heading), small_metrics(small);
  const double room = size.width() - 2 * kMargin;
  painter.setFont(heading);
  painter.setPen(theme.text);
  double baseline = kMargin - 2 + heading_metrics.ascent();
  painter.drawText(QPointF(kMargin, baseline), heading_metrics.elidedText(title_, Qt::ElideRight, room));
  painter.setFont(small);
  baseline += heading_metrics.descent() + 2 + small_metrics.ascent();
  const QString caption = small_metrics.elidedText(caption_, Qt::ElideRight, room);
  painter.drawText(QPointF(size.width() - kMargin - small_metrics.horizontalAdvance(caption), baseline), caption);

  const QRectF frame = plotFrame(QSizeF(size));
  painter.translate(frame.topLeft());
  paintScatter(painter, scatter_, layOutScatter(scatter_, theme, font(), frame.size()));
  painter.translate(-frame.topLeft());
}

void ScatterChart::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  paintCard(painter, size());
}

QString ScatterChart::readingAt(QPointF place) const {
  const QRectF frame = plotFrame(QSizeF(size()));
  const PlotScene scene = layOutScatter(scatter_, ChartTheme(palette()), font(), frame.size());
  const qsizetype found = scene.empty_text.isEmpty() ? findPoint(scatter_, scene, place - frame.topLeft()) : -1;
  if (found < 0) return {};
  const QPointF point = scatter_.points[found];
  return tr("pair %1 of %2\n%3: %4\n%5: %6")
      .arg(found + 1)
      .arg(scatter_.points.size())
      .arg(scatter_.x_title, formatValue(point.x()), scatter_.y_title, formatValue(point.y()));
}

QPointF ScatterChart::placeOf(qsizetype point) const {
  const QRectF frame = plotFrame(QSizeF(size()));
  const PlotScene scene = layOutScatter(scatter_, ChartTheme(palette()), font(), frame.size());
  const QPointF pair = scatter_.points.at(point);
  return frame.topLeft() + QPointF(scene.toPixelX(pair.x()), scene.toPixelY(pair.y()));
}

bool ScatterChart::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  const QString reading = readingAt(help->pos());
  QToolTip::showText(help->globalPos(), reading.isEmpty() ? toolTip() : reading, this);
  return true;
}

CsvTable ScatterChart::table() const {
  return seriesTable({{QStringLiteral("%1 against %2").arg(scatter_.y_title, scatter_.x_title), {}, scatter_.points}});
}

}  // namespace charts
