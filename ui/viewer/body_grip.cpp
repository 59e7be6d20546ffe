#include "ui/viewer/body_grip.h"

#include <algorithm>

namespace viewer {

BodyGrip::BodyGrip() { mjv_defaultPerturb(&state_); }

void BodyGrip::select(const mjModel& model, const mjData& data, int body, const std::array<double, 3>& point) {
  release();
  state_.select = 0;
  state_.skinselect = -1;
  if (body <= 0 || body >= model.nbody) return;
  state_.select = body;
  // localpos = Rᵀ (point − x_body)
  mjtNum offset[3];
  mju_sub3(offset, point.data(), data.xpos + 3 * body);
  mju_mulMatTVec(state_.localpos, data.xmat + 9 * body, offset, 3, 3);
}

void BodyGrip::begin(Pull pull, const mjModel& model, mjData& data, mjvScene& scene) {
  if (state_.select <= 0) return;
  state_.active = 0;
  mjv_initPerturb(&model, &data, &scene, &state_);
  state_.active = pull == Pull::force ? mjPERT_TRANSLATE : mjPERT_ROTATE;
}

void BodyGrip::move(double right, double down, bool sideways, const mjModel& model, const mjData& data,
                    const mjvScene& scene) {
  if (!pulls()) return;
  const bool turns = (state_.active & mjPERT_ROTATE) != 0;
  const int action =
      turns ? (sideways ? mjMOUSE_ROTATE_H : mjMOUSE_ROTATE_V) : (sideways ? mjMOUSE_MOVE_H : mjMOUSE_MOVE_V);
  mjv_movePerturb(&model, &data, action, right, down, &scene, &state_);
}

Wrench BodyGrip::wrench(const mjModel& model, mjData& data) const {
  Wrench wrench{};
  if (!pulls()) return wrench;
  mjtNum* const applied = data.xfrc_applied + 6 * state_.select;
  std::fill_n(applied, 6, 0.0);
  mjv_applyPerturbForce(&model, &data, &state_);
  std::copy_n(applied, 6, wrench.begin());
  std::fill_n(applied, 6, 0.0);
  return wrench;
}

}  // namespace viewer
