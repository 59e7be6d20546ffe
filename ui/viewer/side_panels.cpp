#include "ui/viewer/side_panels.h"

#include <algorithm>

namespace viewer {
namespace {

constexpr double kAspect = 1.3;  // what a picture of one body likes best

}  // namespace

std::vector<QRectF> sidePanels(const QRectF& area, int count) {
  int columns = 1;
  double best = 0;
  for (int c = 1; c <= count; ++c) {
    const int rows = (count + c - 1) / c;
    const double fits = std::min(area.width() / c / kAspect, area.height() / rows);
    if (fits > best) {
      best = fits;
      columns = c;
    }
  }
  const int rows = (count + columns - 1) / columns;
  std::vector<QRectF> panels;
  for (int i = 0; i < count; ++i) {
    const double width = area.width() / columns, height = area.height() / rows;
    panels.emplace_back(area.x() + i % columns * width, area.y() + i / columns * height, width, height);
  }
  return panels;
}

}  // namespace viewer
