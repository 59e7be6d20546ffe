#include "ui/panels/tick.h"

#include "ui/panels/icon.h"

namespace panels {

void paintTick(QPainter& painter, const QRect& place, bool ticked, const QPalette& palette) {
  const QRectF box = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5);
  painter.save();
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(toneColour(ticked ? Tone::accent : Tone::muted, palette), 1));
  painter.setBrush(ticked ? QBrush(toneColour(Tone::accent, palette)) : QBrush(Qt::NoBrush));
  painter.drawRoundedRect(box, 3, 3);
  if (ticked) icon(QStringLiteral("check"), Tone::on_accent).paint(&painter, place);
  painter.restore();
}

}  // namespace panels
