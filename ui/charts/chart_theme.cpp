#include "ui/charts/chart_theme.h"

#include <algorithm>
#include <array>

namespace charts {
namespace {

// Blue, vermillion, bluish green, reddish purple, orange, sky blue, yellow, black.
constexpr std::array kOnLight{0x0072B2u, 0xD55E00u, 0x009E73u, 0xC0619Bu, 0xD99000u, 0x3C9FD8u, 0xA89C00u, 0x4D4D4Du};
constexpr std::array kOnDark{0x4DA6E8u, 0xF07B3Au, 0x2BC49Au, 0xE29DC6u, 0xF0B63Cu, 0x8BD0F8u, 0xF0E442u, 0xB8B8B8u};

constexpr qsizetype kDensePoints = 500;  // beyond this a plot of usual width has a point on nearly every pixel

}  // namespace

QColor mixed(const QColor& a, const QColor& b, double t) {
  const auto between = [t](float from, float to) { return from + (to - from) * float(t); };
  return QColor::fromRgbF(between(a.redF(), b.redF()), between(a.greenF(), b.greenF()), between(a.blueF(), b.blueF()));
}

QFont scaledFont(QFont font, double factor) {
  if (font.pointSizeF() > 0) {
    font.setPointSizeF(std::max(6.5, font.pointSizeF() * factor));
  } else {
    font.setPixelSize(std::max(9, static_cast<int>(font.pixelSize() * factor)));
  }
  return font;
}

ChartTheme::ChartTheme(const QPalette& palette) {
  background = palette.color(QPalette::Base);
  text = palette.color(QPalette::Text);
  is_dark_ = background.lightnessF() < 0.5f;
  muted_text = mixed(background, text, is_dark_ ? 0.66 : 0.62);
  grid = mixed(background, text, is_dark_ ? 0.13 : 0.10);
  minor_grid = mixed(background, text, 0.05);
  border = mixed(background, text, is_dark_ ? 0.18 : 0.14);
  accent = palette.color(QPalette::Highlight);
  marker = QColor::fromRgb(is_dark_ ? 0xE0A84A : 0xB06F00);
  warning = QColor::fromRgb(is_dark_ ? 0xFF7B72 : 0xC62828);
}

QColor ChartTheme::series(int index) const {
  const auto& colours = is_dark_ ? kOnDark : kOnLight;
  return QColor::fromRgb(colours[static_cast<std::size_t>(std::max(index, 0)) % colours.size()]);
}

QPen ChartTheme::pen(const SeriesSpec& spec, int colour, qsizetype visible_points) const {
  QColor ink = series(colour);
  if (spec.faint) ink.setAlphaF(is_dark_ ? 0.42f : 0.38f);
  const bool dense = visible_points > kDensePoints;
  QPen pen(ink, dense || spec.faint ? 1.0 : 1.8);
  pen.setCosmetic(true);
  pen.setJoinStyle(dense ? Qt::BevelJoin : Qt::RoundJoin);
  pen.setCapStyle(Qt::FlatCap);
  switch (spec.dash) {
    case SeriesSpec::Dash::solid: break;
    case SeriesSpec::Dash::dashed: pen.setDashPattern({5, 2.5}); break;
    case SeriesSpec::Dash::dotted: pen.setDashPattern({1.2, 2}); break;
    case SeriesSpec::Dash::dash_dotted: pen.setDashPattern({6, 2, 1.2, 2}); break;
  }
  return pen;
}

QPen ChartTheme::penBehindAverage(int colour) const {
  QColor ink = series(colour);
  ink.setAlphaF(0.28f);
  QPen pen(ink, 1.0);
  pen.setCosmetic(true);
  pen.setJoinStyle(Qt::BevelJoin);
  return pen;
}

QColor ChartTheme::band(int colour) const {
  QColor ink = series(colour);
  ink.setAlphaF(is_dark_ ? 0.20f : 0.15f);
  return ink;
}

QColor ChartTheme::stack(int colour) const { return mixed(series(colour), background, is_dark_ ? 0.28 : 0.22); }

}  // namespace charts
