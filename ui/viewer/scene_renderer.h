#pragma once

#include <mujoco/mujoco.h>

#include <QColor>
#include <QImage>
#include <QSize>
#include <QString>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "env/environment.h"
#include "env/mujoco_model.h"
#include "ui/viewer/body_grip.h"
#include "ui/viewer/camera.h"
#include "ui/viewer/ghost_layer.h"
#include "ui/viewer/gl_context.h"
#include "ui/viewer/line_pattern.h"
#include "ui/viewer/projection.h"
#include "ui/viewer/view_option.h"

namespace viewer {

/// One body of the picture: where it is and how it is drawn. The states must outlive the call only.
struct Appearance {
  const env::BodyState* from = nullptr;
  const env::BodyState* to = nullptr;
  double fraction = 0;  ///< of the way between them
  QColor colour;        ///< invalid: the model's own colours (of a ghost: white)
  bool solid = true;
  double opacity = 0.5;  ///< of a ghost
  LinePattern edge = LinePattern::whole;
};

/// What lies under a place of the picture.
struct Pick {
  Point point{};
  int body = 0;  ///< 0: the world itself
};

/// Draws bodies of one model on one ground. Owns its own compiled model, states, scene and GPU resources; the GL
/// context must outlive it. One owner thread, the context's.
class SceneRenderer {
 public:
  /// Without a GPU `automatic` leaves out shadows, reflections and antialiasing, and draws floors by larger
  /// cells: 9 ms of CPU time instead of 120 for 640×480.
  enum class Quality { automatic, full };

  /// `environment`: a bundled task, a task file, or a bare MJCF (.xml, .mjcf). Throws base::Error when the model cannot
  /// be compiled or GL resources cannot be had.
  SceneRenderer(const GlContext& gl, const std::string& environment, Quality quality = Quality::automatic);
  ~SceneRenderer();
  SceneRenderer(const SceneRenderer&) = delete;
  SceneRenderer& operator=(const SceneRenderer&) = delete;

  /// The cast of the next pictures. The first solid body, or else the first one, leads: the camera follows it, it can
  /// be picked and shows contacts. Bodies without a usable state are not shown. `controls`: the leading body's, may be
  /// empty.
  void pose(std::span<const Appearance> bodies, std::span<const double> controls = {});
  bool isShown(std::size_t body) const { return bodies_[body].shown; }
  /// Lets the followed point glide after the followed body; `jump` puts it there at once (new episode).
  void follow(bool tracks, double wall_seconds, bool jump);
  /// Where the followed body of each shown one is. Precondition: isShown.
  Point followedBodyOf(std::size_t body) const;
  /// The followed body's way through the states; ends before the first that is not usable.
  std::vector<Point> calcPath(const std::vector<env::BodyState>& states);

  void setOptions(const ViewOptions& options);
  void setFixedCamera(int camera) { fixed_camera_ = camera; }  ///< of the model; −1: the free one
  int fixedCameraCount() const { return model_->ncam; }
  QString fixedCameraName(int camera) const;
  void followBody(int body);
  void followTaskBody();  ///< the one that the task names; at first

  /// size in device pixels, at most kLargest. Throws base::Error when OpenGL reports a fault.
  QImage render(const Camera& camera, QSize size, double device_pixel_ratio);
  /// Prepares picking, pulling and projecting for a picture without drawing it.
  void aim(const Camera& camera, QSize size);
  /// What is under a place of the last picture (fractions, y down), if there is anything.
  std::optional<Pick> pick(double x, double y) const;
  const Projection& projection() const { return projection_; }  ///< of the last picture

  BodyGrip& grip() { return grip_; }
  const BodyGrip& grip() const { return grip_; }
  void select(const Pick& pick) { grip_.select(*model_, *leader(), pick.body, pick.point); }
  void beginPull(BodyGrip::Pull pull) { grip_.begin(pull, *model_, *leader(), scene_); }
  void movePull(double right, double down, bool sideways) {
    grip_.move(right, down, sideways, *model_, *leader(), scene_);
  }
  /// The pull at the leading body in its present pose.
  Wrench pull() const { return grip_.wrench(*model_, *leader()); }
  QString bodyName(int body) const;

  /// The view that the model's author chose (its first camera), or one that takes in the whole model.
  const Camera& defaultCamera() const { return default_camera_; }
  const Point& followed() const { return followed_; }
  double fovy() const { return model_->vis.global.fovy; }
  const mjModel& model() const { return *model_; }

  static constexpr QSize kLargest{1920, 1200};

 private:
  struct Body {
    env::DataPointer data;
    Appearance look;
    bool shown = false;
  };

  mjData* leader() const { return bodies_[leading_].data.get(); }
  Point trackedPoint(const mjData& data) const;
  int chooseFollowedBody(const std::string& tracked_body) const;
  Camera chooseDefaultCamera() const;
  void carryGround();
  void tint(int first_geom, const QColor& colour);
  void paintGhosts(QImage& image);

  env::ModelPointer model_;
  std::vector<Body> bodies_;
  std::size_t leading_ = 0, cast_size_ = 1;
  int followed_body_ = 0;
  int task_body_ = 0;            // followed at first
  bool task_moves_ = false;      // the task names a body to follow; otherwise the camera stands
  bool moves_ = false;           // the camera has a body to follow
  bool needs_dynamics_ = false;  // for contacts and forces
  int fixed_camera_ = -1;
  mjvScene scene_;
  mjvOption option_;
  mjrContext context_;
  std::optional<GhostLayer> ghosts_;
  BodyGrip grip_;
  Projection projection_;
  Point followed_{};
  Camera default_camera_;
  double aspect_ = 1;
};

}  // namespace viewer
