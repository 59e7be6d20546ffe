#include "ui/viewer/body_pose.h"

#include <algorithm>
#include <vector>

namespace viewer {
namespace {

bool isUsable(const mjModel& model, const env::BodyState& state) {
  const auto bad = [](double value) { return mju_isBad(value) != 0; };
  return state.qpos.size() == static_cast<std::size_t>(model.nq) && std::ranges::none_of(state.qpos, bad) &&
         (state.qvel.empty() ||
          (state.qvel.size() == static_cast<std::size_t>(model.nv) && std::ranges::none_of(state.qvel, bad)));
}

}  // namespace

bool poseBody(const mjModel& model, mjData& data, const env::BodyState& from, const env::BodyState& to,
              double fraction) {
  if (!isUsable(model, from) || (fraction > 0 && !isUsable(model, to))) return false;
  std::ranges::copy(from.qpos, data.qpos);
  if (fraction > 0) {
    std::vector<double> direction(static_cast<std::size_t>(model.nv));
    mj_differentiatePos(&model, direction.data(), 1, from.qpos.data(), to.qpos.data());
    mj_integratePos(&model, data.qpos, direction.data(), std::min(fraction, 1.0));
  }
  const std::vector<double>& qvel = fraction > 0 ? to.qvel : from.qvel;
  std::fill_n(data.qvel, model.nv, 0.0);
  std::ranges::copy(qvel, data.qvel);
  data.time = from.time + fraction * (to.time - from.time);
  mj_kinematics(&model, &data);
  mj_comPos(&model, &data);
  mj_camlight(&model, &data);
  mj_comVel(&model, &data);
  return true;
}

}  // namespace viewer
