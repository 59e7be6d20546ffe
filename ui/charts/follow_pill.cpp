#include "ui/charts/follow_pill.h"

#include <QPainter>

namespace charts {

FollowPill::FollowPill(QWidget* parent) : QAbstractButton(parent) {
  setText(tr("follow"));
  setObjectName(QStringLiteral("follow_pill"));
  setAccessibleName(tr("Follow the newest point"));
  setToolTip(tr("Keep the newest point in view. Zooming or dragging into the past lets go;\n"
                "double-click the chart to see everything and follow again."));
  setCheckable(true);
  setChecked(true);
  setCursor(Qt::PointingHandCursor);
  setFocusPolicy(Qt::TabFocus);
  setAttribute(Qt::WA_Hover);
}

void FollowPill::setTheme(const ChartTheme& theme) {
  theme_ = theme;
  update();
}

QSize FollowPill::sizeHint() const {
  const QFontMetrics metrics(scaledFont(font(), 0.82));
  return {metrics.horizontalAdvance(text()) + 26, metrics.height() + 4};
}

void FollowPill::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF frame = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
  // A ring only for those who move the focus by keyboard: elsewhere it would look like a state.
  const bool has_ring = hasFocus() && window()->testAttribute(Qt::WA_KeyboardFocusChange);
  const QColor ink = isChecked() ? theme_.series(2) : theme_.muted_text;
  QColor wash = ink;
  wash.setAlphaF(isChecked() ? (underMouse() ? 0.24f : 0.14f) : (underMouse() ? 0.12f : 0.0f));
  painter.setPen(isChecked() && !has_ring ? QPen(Qt::NoPen) : QPen(has_ring ? theme_.accent : theme_.border, 1));
  painter.setBrush(wash);
  painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2);
  const QPointF light(frame.left() + 10, frame.center().y());
  painter.setPen(isChecked() ? QPen(Qt::NoPen) : QPen(ink, 1.2));
  painter.setBrush(isChecked() ? QBrush(ink) : QBrush(Qt::NoBrush));
  painter.drawEllipse(light, 2.8, 2.8);
  painter.setFont(scaledFont(font(), 0.82));
  painter.setPen(isChecked() ? mixed(ink, theme_.text, 0.35) : theme_.muted_text);
  painter.drawText(rect().adjusted(17, 0, -6, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
}

}  // namespace charts
