#include "ui/charts/chart_badge.h"

#include <QPainter>
#include <QPolygonF>

namespace charts {
namespace {

constexpr double kFont = 0.82;

}  // namespace

ChartBadge::ChartBadge(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("chart_badge"));
  hide();
}

void ChartBadge::setTheme(const ChartTheme& theme) {
  theme_ = theme;
  update();
}

void ChartBadge::setText(const QString& text) {
  text_ = text;
  setAccessibleName(text);
  update();
}

QSize ChartBadge::sizeHint() const {
  const QFontMetrics metrics(scaledFont(font(), kFont));
  return {metrics.horizontalAdvance(text_) + 26, metrics.height() + 4};
}

void ChartBadge::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
  QColor wash = theme_.marker;
  wash.setAlphaF(0.14f);
  painter.setPen(QPen(theme_.marker, 1));
  painter.setBrush(wash);
  painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2);
  const QPointF middle(frame.left() + 11, frame.center().y());
  painter.setPen(QPen(theme_.marker, 1.3, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setBrush(Qt::NoBrush);
  painter.drawPolygon(QPolygonF{middle + QPointF(0, -4), middle + QPointF(4.4, 3.6), middle + QPointF(-4.4, 3.6)});
  painter.drawLine(middle + QPointF(0, -1.2), middle + QPointF(0, 0.8));
  painter.drawPoint(middle + QPointF(0, 2.4));
  painter.setFont(scaledFont(font(), kFont));
  painter.setPen(mixed(theme_.marker, theme_.text, 0.35));
  painter.drawText(rect().adjusted(19, 0, -6, 0), Qt::AlignVCenter | Qt::AlignLeft, text_);
}

}  // namespace charts
