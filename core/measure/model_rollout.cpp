#include "measure/model_rollout.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <limits>
#include <string>

#include "base/error.h"

namespace measure {

ModelRollout::ModelRollout(ModelProcess process, const at::Tensor& s, std::int64_t length)
    : process_(std::move(process)), length_(length) {
  WORKBENCH_CHECK(length >= 1, "length = " + std::to_string(length));
  state_.s = s;
  state_.trajectories = at::arange(s.size(0), at::kLong);
  state_.rewards = at::zeros({s.size(0), length}, at::kDouble);
}

bool ModelRollout::step(nn::Noise& noise) {
  if (finished()) return false;
  const at::NoGradGuard no_gradient;
  const at::Tensor a = process_.act(state_.s, noise);
  const ModelOutcome outcome = process_.step(state_.s, a, noise);
  const at::Tensor r = outcome.r.reshape({-1}).to(at::kDouble);
  state_.model_steps += r.size(0);

  const at::Tensor finite = at::isfinite(outcome.s_next).all(1).logical_and(at::isfinite(r));
  state_.rewards.select(1, state_.t).index_copy_(0, state_.trajectories, r);
  const at::Tensor broken = state_.trajectories.index_select(0, at::nonzero(finite.logical_not()).view(-1));
  state_.rewards.narrow(1, state_.t, length_ - state_.t)
      .index_fill_(0, broken, std::numeric_limits<double>::quiet_NaN());

  const at::Tensor terminal = process_.terminated(outcome.s_next);
  const at::Tensor alive = at::nonzero(finite.logical_and(terminal.logical_not())).view(-1);
  state_.s = outcome.s_next.index_select(0, alive);
  state_.trajectories = state_.trajectories.index_select(0, alive);
  ++state_.t;
  return !finished();
}

at::Tensor drawStarts(const at::Tensor& s, std::int64_t n, nn::Noise& noise) {
  return s.index_select(0, noise.permutation(s.size(0)).narrow(0, 0, std::min(n, s.size(0))));
}

}  // namespace measure
