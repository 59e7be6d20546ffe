#pragma once

#include <mujoco/mujoco.h>

#include <array>

namespace viewer {

/// Force and torque on a body at its centre of mass, world frame, N and N·m: (f_x, f_y, f_z, τ_x, τ_y, τ_z).
using Wrench = std::array<double, 6>;

/// The body that somebody selected and may pull at: a critically damped spring between the pointer and the body, as in
/// MuJoCo's `simulate` (mjv_applyPerturbForce). The spring's stiffness comes from the model (visual/map). One owner
/// thread, the scene's.
class BodyGrip {
 public:
  enum class Pull { force, torque };

  BodyGrip();

  /// Body 0 or less: nothing. `point`: in the world, where it was touched; `data`: of the picture.
  void select(const mjModel& model, const mjData& data, int body, const std::array<double, 3>& point);
  int body() const { return state_.select; }  ///< 0: none

  /// Nothing happens without a selected body.
  void begin(Pull pull, const mjModel& model, mjData& data, mjvScene& scene);
  /// The pointer's way in fractions of the view's height; `sideways`: force in the horizontal plane.
  void move(double right, double down, bool sideways, const mjModel& model, const mjData& data, const mjvScene& scene);
  void release() { state_.active = 0; }
  bool pulls() const { return state_.active != 0; }
  /// What the spring does now; zero when nothing is pulled. `data`: at the state that is pushed.
  Wrench wrench(const mjModel& model, mjData& data) const;

  const mjvPerturb* forScene() const { return &state_; }

 private:
  mjvPerturb state_;
};

}  // namespace viewer
