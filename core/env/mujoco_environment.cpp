#include "env/mujoco_environment.h"

#include <mujoco/mujoco.h>

#include <algorithm>

#include "base/error.h"
#include "env/observability.h"
#include "env/observation.h"
#include "env/reset.h"
#include "env/task_info.h"
#include "env/termination.h"

namespace env {
namespace {

constexpr mjtWarning kInstabilities[] = {mjWARN_BADQPOS, mjWARN_BADQVEL, mjWARN_BADQACC, mjWARN_BADCTRL};

bool anyBad(const mjtNum* values, int count) {
  return std::any_of(values, values + count, [](mjtNum value) { return mju_isBad(value) != 0; });
}

/// The arrays behind BodyState::carried, in order: what the next step, or the next reward, reads beside the joints.
template <class Visit>
void visitCarried(const mjModel& model, mjData& data, Visit visit) {
  visit(data.act, model.na);
  visit(data.qacc_warmstart, model.nv);
  visit(data.qfrc_constraint, model.nv);
  visit(data.xpos, 3 * model.nbody);
  visit(data.xipos, 3 * model.nbody);
  visit(data.site_xpos, 3 * model.nsite);
}

}  // namespace

MujocoEnvironment::MujocoEnvironment(const TaskSpec& unbound_task)
    : task_(unbound_task), model_(loadModel(task_.model)), data_(makeData(*model_)) {
  bindTask(task_, *model_);
  requireObservedTermination(task_, *model_);
  reward_ = Reward(task_.reward, secondsPerStep());
  observation_.resize(static_cast<std::size_t>(env::observationSize(task_.observation)));
  observation_names_ = observationLabels(task_.observation, *model_);
  for (int i = 0; i < model_->nu; ++i) {
    action_low_.push_back(model_->actuator_ctrlrange[2 * i]);
    action_high_.push_back(model_->actuator_ctrlrange[2 * i + 1]);
  }
  beginEpisode();
}

std::span<const double> MujocoEnvironment::reset(base::RandomStream& random) {
  mj_resetData(model_.get(), data_.get());
  drawInitialState(task_, *model_, *data_, random);
  return beginEpisode();
}

std::span<const double> MujocoEnvironment::resetTo(std::span<const double> qpos, std::span<const double> qvel) {
  requireSize("qpos", qpos.size(), model_->nq);
  requireSize("qvel", qvel.size(), model_->nv);
  if (anyBad(qpos.data(), model_->nq) || anyBad(qvel.data(), model_->nv)) {
    throw base::Error(task_.name + ": the initial state has a number that is not finite or above 1e10 in size");
  }
  mj_resetData(model_.get(), data_.get());
  std::ranges::copy(qpos, data_->qpos);
  std::ranges::copy(qvel, data_->qvel);
  return beginEpisode();
}

std::span<const double> MujocoEnvironment::beginEpisode() {
  mj_forward(model_.get(), data_.get());
  steps_in_episode_ = 0;
  return updateObservation();
}

std::span<const double> MujocoEnvironment::updateObservation() {
  observe(task_.observation, *model_, *data_, observation_);
  return observation_;
}

StepResult MujocoEnvironment::step(std::span<const double> action) {
  requireSize("action", action.size(), model_->nu);
  const BodyState last_good = bodyState();
  reward_.rememberBefore(*model_, *data_);
  ++steps_in_episode_;
  if (!advancePhysics(action)) return endUnstably(last_good);

  StepResult result;
  result.observation = updateObservation();
  result.reward = reward_.calc(*model_, *data_, action);
  result.terminated = hasTerminated(task_.healthy, *model_, *data_);
  result.truncated = !result.terminated && steps_in_episode_ >= task_.time_limit;
  return result;
}

void MujocoEnvironment::push(int body, const std::array<double, 6>& force_torque) {
  std::fill_n(data_->xfrc_applied, 6 * model_->nbody, 0.0);
  if (body > 0 && body < model_->nbody) std::ranges::copy(force_torque, data_->xfrc_applied + 6 * body);
}

/// False when the physics became unstable. MuJoCo notices a bad state only when the next step begins, and then resets
/// it behind our back, so the state is examined here too. Contact forces on bodies (mj_rnePostConstraint) are left out:
/// no quantity of the vocabulary reads them.
bool MujocoEnvironment::advancePhysics(std::span<const double> action) {
  if (anyBad(action.data(), model_->nu)) return false;
  std::ranges::copy(action, data_->ctrl);
  for (int k = 0; k < task_.frame_skip; ++k) {
    mj_step(model_.get(), data_.get());
    for (const mjtWarning warning : kInstabilities) {
      if (data_->warning[warning].number > 0) return false;
    }
    if (anyBad(data_->qpos, model_->nq) || anyBad(data_->qvel, model_->nv)) return false;
  }
  return true;
}

StepResult MujocoEnvironment::endUnstably(const BodyState& last_good) {
  ++unstable_episodes_;
  StepResult result;
  result.observation = restore(last_good, steps_in_episode_);
  result.terminated = true;
  result.unstable = true;
  return result;
}

BodyState MujocoEnvironment::bodyState() const {
  BodyState state;
  state.qpos.assign(data_->qpos, data_->qpos + model_->nq);
  state.qvel.assign(data_->qvel, data_->qvel + model_->nv);
  state.time = data_->time;
  visitCarried(*model_, *data_, [&](const mjtNum* values, int count) {
    state.carried.insert(state.carried.end(), values, values + count);
  });
  return state;
}

std::span<const double> MujocoEnvironment::restore(const BodyState& state, int steps_in_episode) {
  resetTo(state.qpos, state.qvel);
  std::ranges::copy(state.qpos, data_->qpos);  // undoes the last-bit change of renormalised quaternions
  data_->time = state.time;
  if (!state.carried.empty()) {
    std::size_t total = 0;
    visitCarried(*model_, *data_, [&](mjtNum*, int count) { total += static_cast<std::size_t>(count); });
    requireSize("carried", state.carried.size(), static_cast<int>(total));
    auto next = state.carried.begin();
    visitCarried(*model_, *data_, [&](mjtNum* values, int count) {
      std::copy_n(next, count, values);
      next += count;
    });
  }
  steps_in_episode_ = steps_in_episode;
  return updateObservation();
}

void MujocoEnvironment::requireSize(const char* what, std::size_t found, int wanted) const {
  if (found == static_cast<std::size_t>(wanted)) return;
  throw base::Error(task_.name + ": " + what + " needs " + std::to_string(wanted) + " numbers, found " +
                    std::to_string(found));
}

std::unique_ptr<Environment> makeEnvironment(std::string_view name_or_path) {
  return std::make_unique<MujocoEnvironment>(readTaskFile(taskFile(name_or_path)));
}

}  // namespace env
