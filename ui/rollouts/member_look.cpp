#include "ui/rollouts/member_look.h"

#include <QPainter>
#include <QPixmap>

#include "ui/charts/chart_theme.h"

namespace rollouts {
namespace {

constexpr int kColours = 8, kDashes = 3;
constexpr QSize kStroke{26, 10};

}  // namespace

// Truth alone is solid; so the members have the three dashes.
MemberLook lookOfMember(int member) {
  return {member % kColours, static_cast<charts::SeriesSpec::Dash>(1 + (member + member / kColours) % kDashes)};
}

QColor colourOfMember(int member, const QPalette& palette) {
  return charts::ChartTheme(palette).series(lookOfMember(member).colour);
}

QIcon strokeOfMember(int member, const QPalette& palette, double device_pixel_ratio) {
  QPixmap picture(kStroke * device_pixel_ratio);
  picture.setDevicePixelRatio(device_pixel_ratio);
  picture.fill(Qt::transparent);
  const MemberLook look = lookOfMember(member);
  charts::SeriesSpec spec;
  spec.dash = look.dash;
  QPen pen = charts::ChartTheme(palette).pen(spec, look.colour, 0);
  pen.setWidthF(2);
  QPainter painter(&picture);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(pen);
  painter.drawLine(QPointF(0, kStroke.height() / 2.0), QPointF(kStroke.width(), kStroke.height() / 2.0));
  painter.end();
  return QIcon(picture);
}

}  // namespace rollouts
