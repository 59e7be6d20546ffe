#include "rollout/branched_rollout.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <chrono>

namespace rollout {
namespace {

// What one model step of `rows` branches draws, in this order, whichever engine computes it.
struct StepNoise {
  at::Tensor pick;     // [B] int64, an index into the elites
  at::Tensor epsilon;  // [B, n_s + 1]
};
StepNoise drawStepNoise(const model::GaussianEnsemble& ensemble, std::int64_t rows, nn::Noise& noise) {
  const at::Tensor pick = noise.integers(static_cast<std::int64_t>(ensemble.elites.size()), {rows});
  return {pick, noise.normal({rows, ensemble.shape().outputs()})};
}

}  // namespace

ModelStep sampleModelStep(const model::GaussianEnsemble& ensemble, const at::Tensor& s, const at::Tensor& a,
                          nn::Noise& noise) {
  const at::NoGradGuard no_gradient;
  const std::int64_t n_s = s.size(1);
  const auto elite_count = static_cast<std::int64_t>(ensemble.elites.size());
  const at::Tensor x = at::cat({s, a}, 1);
  const auto [pick, epsilon] = drawStepNoise(ensemble, s.size(0), noise);
  at::Tensor y = at::empty({s.size(0), n_s + 1}, at::kFloat);
  for (std::int64_t e = 0; e < elite_count; ++e) {
    const at::Tensor rows = at::nonzero(pick == e).view(-1);
    if (rows.size(0) == 0) continue;
    const auto member = ensemble.elites[static_cast<std::size_t>(e)];
    const auto prediction = ensemble.predictMember(member, x.index_select(0, rows));
    y.index_copy_(0, rows, prediction.mean + prediction.std * epsilon.index_select(0, rows));
  }
  return {s + y.narrow(1, 0, n_s), y.narrow(1, n_s, 1)};
}

BranchedRollout::BranchedRollout(const model::GaussianEnsemble& ensemble, const agent::Policy& policy,
                                 Termination termination, const data::ReplayBuffer& env_buffer,
                                 data::ReplayBuffer& model_buffer, std::int64_t branches, int length,
                                 const nn::Compute& compute)
    : ensemble_(&ensemble),
      policy_(&policy),
      termination_(std::move(termination)),
      env_buffer_(&env_buffer),
      model_buffer_(&model_buffer),
      branches_(branches),
      length_(length) {
  if (compute.engine == nn::Engine::fast) pass_ = std::make_unique<ModelPass>(ensemble, policy, compute);
}

// All live branches of the chunk by one model step.
ModelPass::Result BranchedRollout::moveBranches(nn::Noise& noise) {
  const at::Tensor epsilon_a = noise.normal({s_.size(0), env_buffer_->layout().n_a});
  if (pass_) {
    const StepNoise step = drawStepNoise(*ensemble_, s_.size(0), noise);
    return pass_->step(s_, epsilon_a, step.pick, step.epsilon);
  }
  const at::Tensor a = policy_->sample(s_, epsilon_a).a;
  const ModelStep next = sampleModelStep(*ensemble_, s_, a, noise);
  return {a, next.s_next, next.r};
}

// States that the next chunk's branches start from.
void BranchedRollout::startChunk(base::RandomStream& starts) {
  const std::int64_t count = std::min(kChunk, branches_ - started_);
  s_ = env_buffer_->sample(count, starts).narrow(1, 0, env_buffer_->layout().n_s).contiguous();
  started_ += count;
  depth_ = 0;
  statistics_.branches += count;
}

bool BranchedRollout::step(base::RandomStream& starts, nn::Noise& noise) {
  if (finished()) return false;
  const auto start = std::chrono::steady_clock::now();
  const at::NoGradGuard no_gradient;
  if (!s_.defined()) startChunk(starts);
  const std::int64_t count = s_.size(0);
  const ModelPass::Result next = moveBranches(noise);
  const at::Tensor finite = at::isfinite(next.s_next).all(1).logical_and(at::isfinite(next.r).view(-1));
  const at::Tensor terminal = termination_(next.s_next).logical_and(finite);

  // [ s | a | r | s′ | terminal | t ]; rows that are not finite never reach D_model
  const at::Tensor t = at::full({count, 1}, depth_, at::kFloat);
  const at::Tensor rows = at::cat({s_, next.a, next.r, next.s_next, terminal.to(at::kFloat).unsqueeze(1), t}, 1);
  const bool all_finite = finite.all().item<bool>();
  const at::Tensor stored = all_finite ? rows : rows.index_select(0, at::nonzero(finite).view(-1));
  model_buffer_->push(stored);
  statistics_.rows += stored.size(0);
  statistics_.not_finite += count - stored.size(0);
  statistics_.terminated += terminal.sum().item<std::int64_t>();

  const at::Tensor alive = at::nonzero(finite.logical_and(terminal.logical_not())).view(-1);
  ++depth_;
  if (depth_ >= length_ || alive.size(0) == 0)
    s_ = at::Tensor();
  else
    s_ = next.s_next.index_select(0, alive);
  timed_rows_ += stored.size(0);
  seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return !finished();
}

void BranchedRollout::restore(const State& state) {
  started_ = state.started;
  depth_ = state.depth;
  s_ = state.s;
  statistics_ = state.statistics;
}

}  // namespace rollout
