#include "env/batched_task.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/stack.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "base/error.h"
#include "env/mujoco_model.h"
#include "env/observability.h"
#include "env/observation.h"
#include "env/observed_chain.h"
#include "env/task_info.h"

namespace env {
namespace {

/// A quantity as a function of the observation: columns of it, or a place at the end of a chain.
class ObservedQuantity {
 public:
  ObservedQuantity(const Quantity& quantity, const std::vector<ObservationPart>& observation, const mjModel& model)
      : from_(quantity.from), size_(quantity.size()) {
    for (int i = quantity.from; i < quantity.to; ++i) columns_.push_back(findColumn(observation, quantity, i));
    if (columns_.empty() || columns_.front() >= 0) return;
    if (quantity.kind == Quantity::Kind::site) {
      end_ = ObservedChain::toSite(quantity.id, observation, model);
    } else {
      end_ = ObservedChain::toBody(quantity.id, observation, model);
    }
    if (quantity.kind == Quantity::Kind::body_offset) {
      origin_ = ObservedChain::toBody(quantity.origin_id, observation, model);
    }
  }

  /// s [B, n_s] → [B, size]
  at::Tensor operator()(const at::Tensor& s) const {
    if (end_) {
      at::Tensor place = end_->position(s);
      if (origin_) place = place - origin_->position(s);
      return place.narrow(1, from_, size_);
    }
    std::vector<at::Tensor> values;
    for (const int column : columns_) values.push_back(s.select(1, column));
    return at::stack(values, 1);
  }

 private:
  int from_, size_;
  std::vector<int> columns_;
  std::optional<ObservedChain> end_, origin_;
};

struct ObservedRange {
  HealthyRange range;
  ObservedQuantity of;
};

struct ObservedTerm {
  RewardTerm term;
  std::optional<ObservedQuantity> of;
};

bool hasQuantity(const RewardTerm& term) {
  return term.kind != RewardTerm::Kind::alive && term.kind != RewardTerm::Kind::squared_action;
}

/// low ≤ x ≤ high, or < where a bound is excluded; false for NaN, as each comparison is. [B, size] → [B]
at::Tensor isWithin(const HealthyRange& range, const at::Tensor& x) {
  const at::Tensor above = range.includes_low ? x.ge(range.low) : x.gt(range.low);
  const at::Tensor below = range.includes_high ? x.le(range.high) : x.lt(range.high);
  return above.logical_and(below).all(1);
}

at::Tensor length(const at::Tensor& x) { return x.square().sum(1).sqrt(); }

/// The batched twins of the terms in reward.h. → [B]
at::Tensor calcTerm(const ObservedTerm& observed, const at::Tensor& s, const at::Tensor& a, const at::Tensor& s_next,
                    double seconds_per_step) {
  const RewardTerm& term = observed.term;
  switch (term.kind) {
    case RewardTerm::Kind::alive: return at::zeros({s.size(0)}, s.options()) + 1;
    case RewardTerm::Kind::rate: return ((*observed.of)(s_next) - (*observed.of)(s)).select(1, 0) / seconds_per_step;
    case RewardTerm::Kind::value: return (*observed.of)(s_next).select(1, 0);
    case RewardTerm::Kind::squared: return ((*observed.of)(s_next)-term.goal).square().sum(1);
    case RewardTerm::Kind::squared_action: return a.square().sum(1);
    case RewardTerm::Kind::distance: return length((*observed.of)(s_next));
    case RewardTerm::Kind::distance_before: return length((*observed.of)(s));
  }
  return {};
}

}  // namespace

struct BatchedTask::Parts {
  std::string name;
  int n_s = 0, n_a = 0;
  double seconds_per_step = 0;
  std::vector<ObservedRange> healthy;
  std::vector<ObservedTerm> reward;
  std::string why_reward_is_unknown;
};

BatchedTask::BatchedTask(std::shared_ptr<const Parts> parts) : parts_(std::move(parts)) {}

BatchedTask BatchedTask::load(std::string_view name_or_path) {
  TaskSpec task = readTaskFile(taskFile(name_or_path));
  const ModelPointer model = loadModel(task.model);
  bindTask(task, *model);
  requireObservedTermination(task, *model);

  auto parts = std::make_shared<Parts>();
  parts->name = task.name;
  parts->n_s = observationSize(task.observation);
  parts->n_a = model->nu;
  parts->seconds_per_step = task.frame_skip * model->opt.timestep;
  for (const HealthyRange& range : task.healthy) {
    parts->healthy.push_back({range, {range.of, task.observation, *model}});
  }
  for (const RewardTerm& term : task.reward) {
    ObservedTerm observed{term, std::nullopt};
    if (hasQuantity(term)) {
      const std::string reason = whyUnobserved(term.of, task.observation, *model);
      if (!reason.empty()) {
        parts->why_reward_is_unknown = "the reward of " + task.name + " is not a function of (s, a, s′): " + reason;
        break;
      }
      observed.of.emplace(term.of, task.observation, *model);
    }
    parts->reward.push_back(std::move(observed));
  }
  return BatchedTask(std::move(parts));
}

at::Tensor BatchedTask::terminated(const at::Tensor& s_next) const {
  const at::NoGradGuard no_grad;
  WORKBENCH_CHECK(s_next.dim() == 2 && s_next.size(1) == parts_->n_s,
                  parts_->name + " got observations that are not [B, " + std::to_string(parts_->n_s) + "]");
  // 0 · x = 0 for finite x alone; one sum is quicker than as many tests as a row has numbers.
  at::Tensor healthy = (s_next * 0).sum(1).eq(0);
  for (const auto& [range, of] : parts_->healthy) healthy = healthy.logical_and(isWithin(range, of(s_next)));
  return healthy.logical_not();
}

bool BatchedTask::rewardIsKnown() const { return parts_->why_reward_is_unknown.empty(); }

const std::string& BatchedTask::whyRewardIsUnknown() const { return parts_->why_reward_is_unknown; }

at::Tensor BatchedTask::reward(const at::Tensor& s, const at::Tensor& a, const at::Tensor& s_next) const {
  const at::NoGradGuard no_grad;
  WORKBENCH_CHECK(rewardIsKnown(), whyRewardIsUnknown());
  WORKBENCH_CHECK(s.dim() == 2 && s.size(1) == parts_->n_s && s_next.sizes() == s.sizes() && a.dim() == 2 &&
                      a.size(0) == s.size(0) && a.size(1) == parts_->n_a,
                  parts_->name + " got a batch of the wrong shape");
  at::Tensor sum = at::zeros({s.size(0)}, s.options());
  for (const ObservedTerm& observed : parts_->reward) {
    const at::Tensor term = calcTerm(observed, s, a, s_next, parts_->seconds_per_step);
    sum = sum + observed.term.weight * term.to(s.scalar_type());
  }
  return sum;
}

}  // namespace env
