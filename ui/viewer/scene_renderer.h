#pragma once

#include <mujoco/mujoco.h>

#include <QImage>
#include <QSize>

#include <optional>
#include <string>

#include "env/environment.h"
#include "env/mujoco_model.h"
#include "ui/viewer/camera.h"
#include "ui/viewer/gl_context.h"

namespace viewer {

/// Draws joint states of one model. Owns its own compiled model, state, scene and GPU resources; the GL context must
/// outlive it. One owner thread, the context's.
class SceneRenderer {
 public:
  /// Throws base::Error when the model cannot be compiled or GL resources cannot be had.
  SceneRenderer(const GlContext& gl, const std::string& environment);
  ~SceneRenderer();
  SceneRenderer(const SceneRenderer&) = delete;
  SceneRenderer& operator=(const SceneRenderer&) = delete;

  /// Takes over a joint state: `from` moved towards `to` by `fraction` in [0, 1], along the joints.
  void pose(const env::BodyState& from, const env::BodyState& to, double fraction);
  /// Lets the followed point glide after the tracked body; `jump` puts it there at once (new episode).
  void follow(bool tracks, double wall_seconds, bool jump);

  /// size in device pixels, at most kLargest.
  QImage render(const Camera& camera, QSize size);
  /// The point of the scene under a place of the last picture (fractions, y down), if there is any.
  std::optional<Point> pick(double x, double y) const;

  /// The view that the model's author chose (its first camera), or one that takes in the whole model.
  const Camera& defaultCamera() const { return default_camera_; }
  const Point& followed() const { return followed_; }
  double fovy() const { return model_->vis.global.fovy; }

  static constexpr QSize kLargest{1920, 1200};

 private:
  Point trackedPoint() const;
  Camera chooseDefaultCamera() const;

  env::ModelPointer model_;
  env::DataPointer data_;
  int tracked_body_ = -1;
  bool is_software_;
  mjvScene scene_;
  mjvOption option_;
  mjrContext context_;
  Point followed_{};
  Camera default_camera_;
  double aspect_ = 1;
};

}  // namespace viewer
