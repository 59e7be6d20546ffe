#pragma once

#include <QIcon>
#include <QPalette>

#include "ui/charts/series_spec.h"

namespace rollouts {

/// How a network of the ensemble is drawn everywhere: its curves, its button, its ghost. Networks 0 … 7 differ in
/// colour, neighbours in dash as well.
struct MemberLook {
  int colour = 0;  ///< of charts::ChartTheme::series
  charts::SeriesSpec::Dash dash = charts::SeriesSpec::Dash::solid;
};

MemberLook lookOfMember(int member);
QColor colourOfMember(int member, const QPalette& palette);
/// A short stroke in that look, for buttons.
QIcon strokeOfMember(int member, const QPalette& palette, double device_pixel_ratio);

}  // namespace rollouts
