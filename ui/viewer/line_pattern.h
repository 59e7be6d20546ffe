#pragma once

#include <QtCore/qnamespace.h>

namespace viewer {

/// How the edge, trace and legend of a track are drawn, so that colour is not all that tells tracks apart.
enum class LinePattern { whole, dashed, dotted, dash_dotted };
inline constexpr int kLinePatternCount = 4;

/// The i-th ghost's.
constexpr LinePattern linePattern(int ghost) { return static_cast<LinePattern>(ghost % kLinePatternCount); }

constexpr Qt::PenStyle penStyle(LinePattern pattern) {
  switch (pattern) {
    case LinePattern::dashed: return Qt::DashLine;
    case LinePattern::dotted: return Qt::DotLine;
    case LinePattern::dash_dotted: return Qt::DashDotLine;
    default: return Qt::SolidLine;
  }
}

/// Whether ink falls at this many line widths along the line.
constexpr bool hasInk(LinePattern pattern, int along) {
  switch (pattern) {
    case LinePattern::dashed: return along % 7 < 4;
    case LinePattern::dotted: return along % 4 < 2;
    case LinePattern::dash_dotted: return along % 10 < 5 || along % 10 == 7;
    default: return true;
  }
}

}  // namespace viewer
