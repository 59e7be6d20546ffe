#include "measure/episode.h"

#include <ATen/ATen.h>

#include <cmath>

namespace measure {

std::vector<Episode> splitEpisodes(const data::TransitionBatch& batch, std::int64_t horizon) {
  const at::Tensor t = batch.t.reshape({-1}).to(at::kDouble);
  const at::Tensor r = batch.r.reshape({-1}).to(at::kDouble);
  const at::Tensor terminal = batch.terminal.reshape({-1}).to(at::kDouble);
  const double* times = t.data_ptr<double>();
  const double* rewards = r.data_ptr<double>();
  const double* terminals = terminal.data_ptr<double>();
  const std::int64_t n = batch.size();

  std::vector<Episode> episodes;
  std::int64_t start = 0;
  while (start < n) {
    std::int64_t end = start + 1;
    while (end < n && terminals[end - 1] == 0.0 && times[end] == times[end - 1] + 1.0) ++end;
    const bool terminated = terminals[end - 1] != 0.0;
    const bool over = terminated || end < n;
    if (times[start] == 0.0 && (over || end - start >= horizon)) {
      episodes.push_back({batch.s.narrow(0, start, end - start), {rewards + start, rewards + end}, terminated});
    }
    start = end;
  }
  return episodes;
}

EpisodeCollector::EpisodeCollector(env::Environment& environment, std::shared_ptr<const agent::FrozenPolicy> policy,
                                   std::int64_t horizon)
    : environment_(&environment), policy_(std::move(policy)), horizon_(horizon) {}

bool EpisodeCollector::step(base::RandomStream& resets, base::RandomStream& actions) {
  if (finished_) return false;
  if (rewards_.empty()) {
    const auto s_0 = environment_->reset(resets);
    observation_.assign(s_0.begin(), s_0.end());
  }
  states_.insert(states_.end(), observation_.begin(), observation_.end());
  const env::StepResult result = environment_->step(policy_->sample(observation_, actions));
  observation_.assign(result.observation.begin(), result.observation.end());
  rewards_.push_back(std::isfinite(result.reward) ? result.reward : 0.0);  // only where the physics blew up: the end
  terminated_ = result.terminated;
  finished_ = result.terminated || result.truncated || static_cast<std::int64_t>(rewards_.size()) >= horizon_;
  return !finished_;
}

Episode EpisodeCollector::episode() const {
  const auto length = static_cast<std::int64_t>(rewards_.size());
  at::Tensor s = at::empty({length, environment_->observationSize()}, at::kFloat);
  std::copy(states_.begin(), states_.end(), s.data_ptr<float>());
  return {s, rewards_, terminated_};
}

}  // namespace measure
