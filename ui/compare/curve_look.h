#pragma once

#include <QPalette>
#include <QPixmap>

#include "ui/charts/series_spec.h"

namespace compare {

/// How a curve is drawn everywhere on the page. Places 0 … 31 have looks of their own: neighbours differ in colour and
/// in dash, and so do curves of one colour.
struct CurveLook {
  int colour = 0;  ///< index into the theme's eight
  charts::SeriesSpec::Dash dash = charts::SeriesSpec::Dash::solid;

  bool operator==(const CurveLook&) const = default;
};

CurveLook lookAt(int place);

/// A short stroke in that look, for tables.
QPixmap swatch(const CurveLook& look, const QPalette& palette, double device_pixel_ratio);

}  // namespace compare
