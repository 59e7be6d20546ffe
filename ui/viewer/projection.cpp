#include "ui/viewer/projection.h"

namespace viewer {
namespace {

double dot(const Point& a, const Point& b) { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

}  // namespace

Projection::Projection(const mjvGLCamera& camera, QSize picture)
    : nearest_(double(camera.frustum_near)), middle_(picture.width() / 2.0, picture.height() / 2.0) {
  for (std::size_t i = 0; i < 3; ++i) {
    eye_[i] = double(camera.pos[i]);
    ahead_[i] = double(camera.forward[i]);
    up_[i] = double(camera.up[i]);
  }
  right_ = {ahead_[1] * up_[2] - ahead_[2] * up_[1], ahead_[2] * up_[0] - ahead_[0] * up_[2],
            ahead_[0] * up_[1] - ahead_[1] * up_[0]};
  const double half_height = double(camera.frustum_top - camera.frustum_bottom) / 2;
  focal_ = picture.height() / 2.0 * nearest_ / half_height;
}

double Projection::depth(const Point& point) const {
  return dot({point[0] - eye_[0], point[1] - eye_[1], point[2] - eye_[2]}, ahead_);
}

std::optional<QPointF> Projection::place(const Point& point) const {
  const Point from_eye{point[0] - eye_[0], point[1] - eye_[1], point[2] - eye_[2]};
  const double d = dot(from_eye, ahead_);
  if (!(d > nearest_)) return std::nullopt;
  const double s = focal_ / d;
  return middle_ + QPointF(s * dot(from_eye, right_), -s * dot(from_eye, up_));
}

}  // namespace viewer
