#include <ATen/ATen.h>

#include <memory>

#include "bench/cases.h"
#include "bench/work_count.h"
#include "env/batched_task.h"
#include "nn/thread_team.h"
#include "rollout/branched_rollout.h"

namespace bench {
namespace {

const data::TransitionLayout kHopper{11, 3};

// `branches` rollouts of `length` steps, with hopper's termination on states that all survive one step.
Case rolloutCase(const std::string& name, const Options& options, int threads, std::int64_t branches, int length) {
  const Work work = countModelStep(11, 3, 256, 2, 200, 4, 5, branches * length);
  Case of{name, work.flops, work.bytes, static_cast<double>(branches * length), threads, {}, {3, 20, 2.0}};
  of.prepare = [=] {
    struct Setting {
      explicit Setting(int size) : team(size) {}
      nn::ThreadTeam team;
      nn::Noise noise{1, "bench"};
      base::RandomStream starts{1, "bench"};
      model::GaussianEnsemble ensemble{{7, 11, 3, 200, 4}, false, noise};
      agent::Policy policy{{11, 3, 256, 2}, noise};
      env::BatchedTask task = env::BatchedTask::load("hopper");
      data::ReplayBuffer env_buffer{kHopper, 5000};
      data::ReplayBuffer model_buffer{kHopper, 400'000};
    };
    const auto setting = std::make_shared<Setting>(threads);
    setting->ensemble.elites = {0, 1, 2, 3, 4};
    at::Tensor rows = 0.01 * setting->noise.normal({5000, kHopper.width()});
    rows.select(1, 0).fill_(1.25);  // upright
    setting->env_buffer.push(rows);
    return [=] {
      // Every step's termination is computed; that no branch ends keeps the row count the same.
      const auto evaluated = [&](const at::Tensor& s_next) { return setting->task.terminated(s_next).zero_(); };
      rollout::BranchedRollout rollout(setting->ensemble, setting->policy, evaluated, setting->env_buffer,
                                       setting->model_buffer, branches, length,
                                       {options.engine, options.precision, &setting->team});
      while (rollout.step(setting->starts, setting->noise)) {
      }
    };
  };
  return of;
}

}  // namespace

std::vector<Case> rolloutCases(const Options& options) {
  const int threads = options.threads;
  std::vector<Case> cases{rolloutCase("model_rollout_100k/hopper", options, threads, 100'000, 1)};
  if (threads > 1) cases.push_back(rolloutCase("model_rollout_100k/hopper/threads_1", options, 1, 100'000, 1));
  // Growth with M · k.
  cases.push_back(rolloutCase("model_rollout_25k/hopper", options, threads, 25'000, 1));
  cases.push_back(rolloutCase("model_rollout_25k/hopper/k_4", options, threads, 25'000, 4));
  return cases;
}

}  // namespace bench
