#include "inspect/reality.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <limits>

#include "base/random_stream.h"

namespace inspect {
namespace {

at::Tensor row(const std::vector<double>& values) {
  return at::from_blob(const_cast<double*>(values.data()), {static_cast<std::int64_t>(values.size())}, at::kDouble);
}

std::vector<double> vectorOf(const at::Tensor& tensor) {
  const at::Tensor values = tensor.to(at::kDouble).contiguous();
  return {values.data_ptr<double>(), values.data_ptr<double>() + values.numel()};
}

}  // namespace

mbpo::Trajectory toTrajectory(const mbpo::FrozenModel::Window& window, const InspectedModel& model) {
  const auto n_s = model.frozen().ensemble.n_s, n_a = model.frozen().ensemble.n_a;
  mbpo::Trajectory trajectory;
  trajectory.environment = model.frozen().environment;
  trajectory.seconds_per_step = model.environment().secondsPerStep();
  trajectory.observation_names = model.environment().observationNames();
  for (int t = 0; t <= window.steps; ++t) {
    const auto first = window.observation.begin() + t * n_s;
    trajectory.observation.emplace_back(first, first + n_s);
  }
  const at::Tensor a = at::from_blob(const_cast<float*>(window.action.data()), {window.steps, n_a}, at::kFloat);
  const at::Tensor control = model.control(a);
  for (int t = 0; t < window.steps; ++t) trajectory.action.push_back(vectorOf(control[t]));
  trajectory.reward.assign(window.reward.begin(), window.reward.end());
  return trajectory;
}

std::optional<env::BodyState> bodyAt(const mbpo::Trajectory& trajectory, int step, const InspectedModel& model) {
  const auto t = static_cast<std::size_t>(step);
  if (t < trajectory.qpos.size()) {
    return env::BodyState{trajectory.qpos[t], trajectory.qvel[t], step * trajectory.seconds_per_step, {}};
  }
  if (model.inverse().isComplete()) return model.inverse().bodyAt(trajectory.observation[t]);
  return {};
}

RealPath recordedPath(const mbpo::Trajectory& trajectory, int start, int horizon, bool terminated,
                      const InspectedModel& model) {
  const int steps = std::clamp(trajectory.steps() - start, 0, horizon);
  RealPath path;
  const auto first = static_cast<std::ptrdiff_t>(start);
  path.observation.assign(trajectory.observation.begin() + first, trajectory.observation.begin() + first + steps + 1);
  path.action.assign(trajectory.action.begin() + first, trajectory.action.begin() + first + steps);
  path.reward.assign(trajectory.reward.begin() + first, trajectory.reward.begin() + first + steps);
  if (terminated && start + steps == trajectory.steps()) path.ended_at = steps;
  if (!trajectory.qpos.empty()) {
    for (int t = start; t <= start + steps; ++t) path.bodies.push_back(*bodyAt(trajectory, t, model));
  } else if (const auto body = bodyAt(trajectory, start, model)) {
    path.bodies = model.inverse().bodiesAlong(*body, path.observation);
  }
  return path;
}

RealPath playedPath(const env::BodyState& body, int horizon, bool sampled_action, std::uint64_t seed,
                    const InspectedModel& model) {
  env::Environment& environment = model.environment();
  base::RandomStream random(seed, "real actions");
  const auto s_0 = environment.restore(body, /*steps_in_episode=*/0);
  RealPath path;
  path.observation.emplace_back(s_0.begin(), s_0.end());
  path.bodies.push_back(body);
  for (int t = 0; t < horizon; ++t) {
    const auto& policy = *model.frozen().policy;
    const std::vector<double> action =
        sampled_action ? policy.sample(path.observation.back(), random) : policy.act(path.observation.back());
    const env::StepResult result = environment.step(action);
    if (result.unstable) break;
    path.action.push_back(action);
    path.reward.push_back(result.reward);
    path.observation.emplace_back(result.observation.begin(), result.observation.end());
    path.bodies.push_back(environment.bodyState());
    path.bodies.back().carried.clear();  // for pictures, the joints alone
    if (result.terminated) path.ended_at = t + 1;
    if (result.terminated || result.truncated) break;
  }
  return path;
}

RealBatch toBatch(const std::vector<RealPath>& paths, int horizon, const InspectedModel& model) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  const auto starts = static_cast<std::int64_t>(paths.size());
  const auto n_s = model.frozen().ensemble.n_s, n_a = model.frozen().ensemble.n_a;
  RealBatch batch;
  batch.s = at::full({starts, horizon + 1, n_s}, kNone, at::kDouble);
  batch.r = at::full({starts, horizon}, kNone, at::kDouble);
  at::Tensor control = at::zeros({starts, horizon, n_a}, at::kDouble);
  for (std::int64_t i = 0; i < starts; ++i) {
    const RealPath& path = paths[static_cast<std::size_t>(i)];
    for (int t = 0; t <= path.steps(); ++t) batch.s[i][t].copy_(row(path.observation[static_cast<std::size_t>(t)]));
    for (int t = 0; t < path.steps(); ++t) {
      control[i][t].copy_(row(path.action[static_cast<std::size_t>(t)]));
      batch.r[i][t].fill_(path.reward[static_cast<std::size_t>(t)]);
    }
  }
  batch.actions = model.normalised(control);
  return batch;
}

}  // namespace inspect
