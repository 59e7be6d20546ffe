#pragma once

#include <mujoco/mjvisualize.h>

#include <QPointF>
#include <QSize>
#include <optional>

#include "ui/viewer/camera.h"

namespace viewer {

/// Where a point of the world lies in a picture. With the eye e, directions f (ahead), u (up), r = f × u and the
/// frustum of half height h_n at distance n:
///
///     d = (p − e)·f,   s = (height / 2) / (h_n / n) / d   pixels per metre at depth d
///     x = width / 2 + s (p − e)·r,   y = height / 2 − s (p − e)·u
///
/// Pixels are square and y runs down. A plain value.
class Projection {
 public:
  Projection() = default;
  Projection(const mjvGLCamera& camera, QSize picture);

  /// Nothing for what is beside or behind the eye.
  std::optional<QPointF> place(const Point& point) const;
  double depth(const Point& point) const;  ///< metres ahead of the eye
  double pixelsPerMetre(double depth) const { return focal_ / depth; }

 private:
  Point eye_{}, ahead_{}, up_{}, right_{};
  double focal_ = 1;  // pixels
  double nearest_ = 0;
  QPointF middle_;
};

}  // namespace viewer
