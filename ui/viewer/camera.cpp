#include "ui/viewer/camera.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace viewer {
namespace {

constexpr double kRadians = std::numbers::pi / 180;
constexpr double kDegreesPerHeight = 180;  // half a turn for a drag across the view
constexpr double kSteepest = 89;           // at 90 the horizon's direction is lost
constexpr double kZoomPerNotch = 1.15;
constexpr double kNearest = 0.05, kFarthest = 200;  // metres

}  // namespace

Point forward(const Camera& camera) {
  const double azimuth = camera.azimuth * kRadians, elevation = camera.elevation * kRadians;
  return {std::cos(elevation) * std::cos(azimuth), std::cos(elevation) * std::sin(azimuth), std::sin(elevation)};
}

Camera orbited(Camera camera, double right, double down) {
  camera.azimuth = std::remainder(camera.azimuth - right * kDegreesPerHeight, 360.0);
  camera.elevation = std::clamp(camera.elevation - down * kDegreesPerHeight, -kSteepest, kSteepest);
  return camera;
}

Camera panned(Camera camera, double right, double down, double fovy) {
  const double height = 2 * camera.distance * std::tan(fovy * kRadians / 2);
  const double azimuth = camera.azimuth * kRadians, elevation = camera.elevation * kRadians;
  const Point to_right{std::sin(azimuth), -std::cos(azimuth), 0};
  const Point up{-std::sin(elevation) * std::cos(azimuth), -std::sin(elevation) * std::sin(azimuth),
                 std::cos(elevation)};
  for (std::size_t i = 0; i < 3; ++i) camera.offset[i] += height * (down * up[i] - right * to_right[i]);
  return camera;
}

Camera zoomed(Camera camera, double notches) {
  camera.distance = std::clamp(camera.distance / std::pow(kZoomPerNotch, notches), kNearest, kFarthest);
  return camera;
}

Camera lookingAt(Camera camera, const Point& followed, const Point& target) {
  for (std::size_t i = 0; i < 3; ++i) camera.offset[i] = target[i] - followed[i];
  return camera;
}

}  // namespace viewer
