#include "ui/rollouts/busy_sign.h"

#include <QPainter>

#include "ui/charts/chart_theme.h"

namespace rollouts {
namespace {

constexpr int kTickMilliseconds = 60, kTicksPerTurn = 16, kQuietTicks = 3;

}  // namespace

BusySign::BusySign(QWidget* parent) : QWidget(parent) {
  setObjectName(QStringLiteral("rolloutBusy"));
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  tick_.setInterval(kTickMilliseconds);
  connect(&tick_, &QTimer::timeout, this, [this] {
    ++turns_;
    update();
  });
}

QSize BusySign::sizeHint() const {
  const int side = fontMetrics().height();
  return {side, side};
}

void BusySign::setBusy(bool busy) {
  if (busy == busy_) return;
  busy_ = busy;
  turns_ = 0;
  setAccessibleName(busy ? tr("Imagining") : tr("Done"));
  setToolTip(busy ? tr("The model is imagining; what is shown is the answer before") : QString());
  if (busy) {
    tick_.start();
  } else {
    tick_.stop();
  }
  update();
}

void BusySign::paintEvent(QPaintEvent*) {
  if (!busy_ || turns_ < kQuietTicks) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const charts::ChartTheme theme(palette());
  const double stroke = height() / 8.0;
  const QRectF ring = QRectF(rect()).adjusted(stroke + 1, stroke + 1, -stroke - 1, -stroke - 1);
  painter.setPen(QPen(theme.border, stroke));
  painter.drawEllipse(ring);
  painter.setPen(QPen(theme.accent, stroke, Qt::SolidLine, Qt::RoundCap));
  painter.drawArc(ring, -turns_ * 16 * 360 / kTicksPerTurn, 16 * 100);
}

}  // namespace rollouts
