#include "ui/compare/curve_look.h"

#include <QPainter>

#include "ui/charts/chart_theme.h"

namespace compare {
namespace {

constexpr int kColours = 8, kDashes = 4;
constexpr QSize kSwatch{30, 12};
constexpr double kStroke = 24;  // the rest is the gap to the text

}  // namespace

// The dash moves on by one with every colour, and once more with every round of them, so that no pair comes twice.
CurveLook lookAt(int place) {
  const int round = place / kColours;
  return {place % kColours, static_cast<charts::SeriesSpec::Dash>((place + round) % kDashes)};
}

QPixmap swatch(const CurveLook& look, const QPalette& palette, double device_pixel_ratio) {
  QPixmap picture(kSwatch * device_pixel_ratio);
  picture.setDevicePixelRatio(device_pixel_ratio);
  picture.fill(Qt::transparent);
  charts::SeriesSpec spec;
  spec.dash = look.dash;
  QPen pen = charts::ChartTheme(palette).pen(spec, look.colour, 0);
  pen.setWidthF(2.2);
  QPainter painter(&picture);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(pen);
  painter.drawLine(QPointF(0, kSwatch.height() / 2.0), QPointF(kStroke, kSwatch.height() / 2.0));
  return picture;
}

}  // namespace compare
