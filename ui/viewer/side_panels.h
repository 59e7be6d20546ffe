#pragma once

#include <QRectF>
#include <vector>

namespace viewer {

/// Where each of n pictures stands in an area: side by side or, in a tall area, one above the other, so that each is as
/// large as it can be. In reading order.
std::vector<QRectF> sidePanels(const QRectF& area, int count);

}  // namespace viewer
