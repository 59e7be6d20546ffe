#include "rollout/branched_rollout.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <span>

#include "nn/tensor_view.h"
#include "nn/thread_team.h"

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
  if (compute.engine != nn::Engine::fast) return;
  team_ = compute.team;
  pass_ = std::make_unique<ModelPass>(ensemble, policy, compute);
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
  const at::Tensor rows = at::empty({count, env_buffer_->layout().width()}, at::kFloat);
  fates_.resize(static_cast<std::size_t>(count));
  if (team_) {
    team_->run([&](int member) { completeRows(next, nn::calcPart(count, member, team_->size()), nn::viewOf(rows)); });
  } else {
    completeRows(next, {0, count}, nn::viewOf(rows));
  }
  storeRows(rows);
  keepLivingBranches(next.s_next);
  seconds_ += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return !finished();
}

// [ s | a | r | s′ | terminal | t ] of some of the chunk's branches, and their fates.
void BranchedRollout::completeRows(const ModelPass::Result& next, nn::Range range, nn::Matrix rows) {
  if (range.count == 0) return;
  const at::NoGradGuard no_gradient;  // each thread has its own
  const data::TransitionLayout& layout = env_buffer_->layout();
  const at::Tensor terminal = termination_(next.s_next.narrow(0, range.first, range.count)).contiguous();
  const bool* const ends = terminal.data_ptr<bool>();
  const nn::ConstMatrix s = nn::viewOf(s_), a = nn::viewOf(next.a), r = nn::viewOf(next.r);
  const nn::ConstMatrix s_next = nn::viewOf(next.s_next);
  for (std::int64_t i = range.first; i < range.first + range.count; ++i) {
    float* const row = rows.row(i);
    std::copy_n(s.row(i), layout.n_s, row);
    std::copy_n(a.row(i), layout.n_a, row + layout.action());
    row[layout.reward()] = *r.row(i);
    std::copy_n(s_next.row(i), layout.n_s, row + layout.nextState());
    const auto predicted = std::span(row + layout.reward(), static_cast<std::size_t>(1 + layout.n_s));
    const bool finite = std::all_of(predicted.begin(), predicted.end(), [](float x) { return std::isfinite(x); });
    const bool is_terminal = finite && ends[i - range.first];
    row[layout.terminal()] = is_terminal ? 1.0F : 0.0F;
    row[layout.time()] = static_cast<float>(depth_);
    fates_[static_cast<std::size_t>(i)] = !finite ? Fate::not_finite : is_terminal ? Fate::terminal : Fate::lives;
  }
}

// Rows that are not finite never reach D_model.
void BranchedRollout::storeRows(const at::Tensor& rows) {
  const auto lost = std::count(fates_.begin(), fates_.end(), Fate::not_finite);
  at::Tensor stored = rows;
  if (lost > 0) {
    std::vector<std::int64_t> finite;
    for (std::size_t i = 0; i < fates_.size(); ++i) {
      if (fates_[i] != Fate::not_finite) finite.push_back(static_cast<std::int64_t>(i));
    }
    stored = rows.index_select(0, at::tensor(finite, at::kLong));
  }
  model_buffer_->push(stored);
  statistics_.rows += stored.size(0);
  statistics_.not_finite += lost;
  statistics_.terminated += std::count(fates_.begin(), fates_.end(), Fate::terminal);
  timed_rows_ += stored.size(0);
}

// The next step's states, or the end of the chunk.
void BranchedRollout::keepLivingBranches(const at::Tensor& s_next) {
  const auto alive = std::count(fates_.begin(), fates_.end(), Fate::lives);
  ++depth_;
  if (depth_ >= length_ || alive == 0) {
    s_ = at::Tensor();
    return;
  }
  s_ = at::empty({alive, s_next.size(1)}, at::kFloat);
  const nn::Matrix kept = nn::viewOf(s_);
  const nn::ConstMatrix from = nn::viewOf(s_next);
  std::int64_t place = 0;
  for (std::size_t i = 0; i < fates_.size(); ++i) {
    if (fates_[i] == Fate::lives) std::copy_n(from.row(static_cast<std::int64_t>(i)), from.columns, kept.row(place++));
  }
}

void BranchedRollout::restore(const State& state) {
  started_ = state.started;
  depth_ = state.depth;
  s_ = state.s;
  statistics_ = state.statistics;
}

}  // namespace rollout
