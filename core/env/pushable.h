#pragma once

#include <array>

namespace env {

/// A simulated body that somebody may push at, beside the actions: for looking, never for training.
class Pushable {
 public:
  virtual ~Pushable() = default;

  /// Force and torque at the body's centre of mass in the world frame, N and N·m, on top of the action in every step
  /// until the next push or the episode's end. Zeros let go; a body that there is not is none.
  virtual void push(int body, const std::array<double, 6>& force_torque) = 0;
};

}  // namespace env
