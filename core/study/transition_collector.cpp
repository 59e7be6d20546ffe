#include "study/transition_collector.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace study {
namespace {

constexpr int kStepsPerUnit = 100;  // a few milliseconds of simulation

}  // namespace

TransitionCollector::TransitionCollector(env::Environment& environment,
                                         std::shared_ptr<const agent::FrozenPolicy> policy, const Quota& quota,
                                         std::uint64_t seed, std::string_view name)
    : environment_(&environment),
      policy_(std::move(policy)),
      layout_{environment.observationSize(), environment.actionSize()},
      quota_(quota),
      resets_(seed, std::string(name) + " resets"),
      actions_(seed, std::string(name) + " actions") {}

bool TransitionCollector::step() {
  for (int i = 0; i < kStepsPerUnit; ++i) {
    if (!in_episode_) {
      if (row_count_ >= quota_.rows && episodes() >= quota_.episodes) return false;
      const auto s_0 = environment_->reset(resets_);
      s_.assign(s_0.begin(), s_0.end());
      running_return_ = 0;
      in_episode_ = true;
    }
    playStep();
  }
  return true;
}

void TransitionCollector::playStep() {
  const std::vector<double> control = policy_->sample(s_, actions_);
  const env::StepResult result = environment_->step(control);
  ++steps_;
  std::vector<float> row(static_cast<std::size_t>(layout_.width()));
  std::copy(s_.begin(), s_.end(), row.begin());
  for (std::size_t j = 0; j < control.size(); ++j) {  // back to the normalised action of all data
    const double low = policy_->actionLow()[j], high = policy_->actionHigh()[j];
    row[static_cast<std::size_t>(layout_.action()) + j] =
        static_cast<float>((control[j] - 0.5 * (low + high)) / (0.5 * (high - low)));
  }
  row[static_cast<std::size_t>(layout_.reward())] = static_cast<float>(result.reward);
  std::copy(result.observation.begin(), result.observation.end(), row.begin() + layout_.nextState());
  row[static_cast<std::size_t>(layout_.terminal())] = result.terminated ? 1.0F : 0.0F;
  row[static_cast<std::size_t>(layout_.time())] = static_cast<float>(environment_->stepsInEpisode() - 1);
  if (std::all_of(row.begin(), row.end(), [](float x) { return std::isfinite(x); })) {
    rows_.insert(rows_.end(), row.begin(), row.end());
    ++row_count_;
    running_return_ += result.reward;
  }
  s_.assign(result.observation.begin(), result.observation.end());
  if (result.terminated || result.truncated) {
    returns_.push_back(running_return_);
    in_episode_ = false;
  }
}

at::Tensor TransitionCollector::rows() const {
  at::Tensor rows = at::empty({row_count_, layout_.width()}, at::kFloat);
  std::copy(rows_.begin(), rows_.end(), rows.data_ptr<float>());
  return rows;
}

double TransitionCollector::returnMean() const {
  return std::accumulate(returns_.begin(), returns_.end(), 0.0) / static_cast<double>(returns_.size());
}

double TransitionCollector::progress() const {
  const auto share = [](std::int64_t done, std::int64_t wanted) {
    return wanted > 0 ? static_cast<double>(done) / static_cast<double>(wanted) : 1.0;
  };
  return std::min({1.0, share(row_count_, quota_.rows), share(episodes(), quota_.episodes)});
}

ModelData toModelData(const data::TransitionLayout& layout, const at::Tensor& rows) {
  const data::TransitionBatch batch(layout, rows);
  return {at::cat({batch.s, batch.a}, 1), at::cat({batch.s_next - batch.s, batch.r}, 1), batch.t};
}

}  // namespace study
