#include "inspect/imagination.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include "base/error.h"

namespace inspect {

std::optional<ImaginedBatch> imagine(const ModelWorld& world, const ImaginationPlan& plan, nn::Noise& noise,
                                     const Proceed& proceed) {
  const at::NoGradGuard no_gradient;
  const auto members = static_cast<std::int64_t>(plan.members.size());
  const std::int64_t paths = 1 + plan.particles, starts = plan.s.size(0), n_s = plan.s.size(1), rows = paths * starts;
  WORKBENCH_CHECK(members > 0 && starts > 0 && plan.horizon > 0, "nothing to imagine");
  std::vector<at::Tensor> s_now(plan.members.size(), plan.s.to(at::kFloat).repeat({paths, 1}));
  // Path 0 of each start takes means alone: its noise is 0.
  at::Tensor is_sampled = at::ones({paths, starts, 1}, at::kFloat);
  is_sampled[0].zero_();
  is_sampled = is_sampled.view({rows, 1});

  std::vector<at::Tensor> all_s{at::stack(s_now)}, all_a, all_r;
  at::Tensor ended = at::full({members, rows}, -1, at::kLong);
  for (std::int64_t t = 0; t < plan.horizon; ++t) {
    std::vector<at::Tensor> step_a, step_r;
    for (std::size_t e = 0; e < plan.members.size(); ++e) {
      if (!proceed()) return {};
      at::Tensor& s = s_now[e];
      at::Tensor a;
      if (plan.actions.defined()) {
        a = plan.actions.select(1, t).repeat({paths, 1});
      } else {
        at::Tensor epsilon = at::zeros({1, 1}, at::kFloat);
        if (plan.sampled_action) {
          const std::int64_t n_a = world.act(s.narrow(0, 0, 1), epsilon).size(1);
          epsilon = noise.normal({rows, n_a}) * is_sampled;
        }
        a = world.act(s, epsilon);
      }
      const auto prediction = world.predict(plan.members[e], at::cat({s, a}, 1));
      const at::Tensor y = prediction.mean + prediction.std * noise.normal({rows, n_s + 1}) * is_sampled;
      s = s + y.narrow(1, 0, n_s);
      step_a.push_back(a);
      step_r.push_back(y.select(1, n_s));
      at::Tensor ended_here = ended[static_cast<std::int64_t>(e)];
      ended_here.masked_fill_(world.terminated(s).logical_and(ended_here < 0), t + 1);
    }
    all_s.push_back(at::stack(s_now));
    all_a.push_back(at::stack(step_a));
    all_r.push_back(at::stack(step_r));
  }
  ImaginedBatch batch;
  batch.s = at::stack(all_s, 2).view({members, paths, starts, plan.horizon + 1, n_s});
  batch.a = at::stack(all_a, 2).view({members, paths, starts, plan.horizon, -1});
  batch.r = at::stack(all_r, 2).view({members, paths, starts, plan.horizon});
  batch.ended = ended.view({members, paths, starts});
  return batch;
}

}  // namespace inspect
