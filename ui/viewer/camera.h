#pragma once

#include <array>

namespace viewer {

using Point = std::array<double, 3>;

/// Where the picture is taken from: a plain value, in MuJoCo's terms. Azimuth and elevation are the direction of view in
/// degrees (azimuth 90 looks along +y), the camera looks at `followed + offset`.
struct Camera {
  double azimuth = 90, elevation = -15;
  double distance = 3;      ///< metres
  Point offset{};           ///< metres, from the followed point
};

/// Drags are measured in fractions of the view's height, so that they feel the same in every window.
Camera orbited(Camera camera, double right, double down);
/// Moves the scene with the pointer: a drag across the height moves it by the height of what is seen.
/// `fovy`: vertical field of view in degrees.
Camera panned(Camera camera, double right, double down, double fovy);
Camera zoomed(Camera camera, double notches);  ///< > 0: closer
/// The same view, looking at another point of the world.
Camera lookingAt(Camera camera, const Point& followed, const Point& target);

Point forward(const Camera& camera);  ///< unit direction of view

}  // namespace viewer
