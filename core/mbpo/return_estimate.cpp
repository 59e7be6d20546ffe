#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <optional>

#include "mbpo/estimate.h"
#include "mbpo/measurement.h"
#include "mbpo/training_state.h"
#include "measure/branched_return.h"
#include "measure/discounted_return.h"
#include "measure/episode.h"
#include "measure/model_rollout.h"
#include "rollout/branched_rollout.h"
#include "rollout/model_pass.h"

namespace mbpo {
namespace {

constexpr int kRealStepsPerUnit = 100;             // a few milliseconds of simulation
constexpr std::int64_t kModelStepsPerUnit = 1500;  // rows moved by one model step: some 20 ms of hopper's networks
constexpr int kStepsPerUnit = 25;                  // few rows cost more than their share

std::int64_t returnHorizon(const TrainingState& state) {
  return measure::calcReturnHorizon(state.configuration.discount, state.environment->timeLimit());
}

// π in p̂ for measure's rollouts. The fast engine's pass acts and predicts in one go, so there the "action" that goes
// from `act` to `step` is the action's noise.
measure::ModelProcess makeProcess(TrainingState& state) {
  measure::ModelProcess process;
  process.terminated = [&state](const at::Tensor& s_next) { return state.task.terminated(s_next); };
  const auto drawActionNoise = [n_a = state.layout.n_a](const at::Tensor& s, nn::Noise& noise) {
    return noise.normal({s.size(0), n_a});
  };
  if (state.compute.engine == nn::Engine::reference) {
    process.act = [&state, drawActionNoise](const at::Tensor& s, nn::Noise& noise) {
      return state.agent.policy.sample(s, drawActionNoise(s, noise)).a;
    };
    process.step = [&state](const at::Tensor& s, const at::Tensor& a, nn::Noise& noise) {
      const auto next = rollout::sampleModelStep(state.ensemble, s, a, noise);
      return measure::ModelOutcome{next.s_next, next.r};
    };
    return process;
  }
  const auto pass = std::make_shared<rollout::ModelPass>(state.ensemble, state.agent.policy, state.compute);
  process.act = drawActionNoise;
  process.step = [&state, pass](const at::Tensor& s, const at::Tensor& epsilon_a, nn::Noise& noise) {
    const auto elites = static_cast<std::int64_t>(state.ensemble.elites.size());
    const at::Tensor pick = noise.integers(elites, {s.size(0)});
    const at::Tensor epsilon_y = noise.normal({s.size(0), state.ensemble.shape().outputs()});
    const auto next = pass->step(s.contiguous(), epsilon_a, pick, epsilon_y);
    return measure::ModelOutcome{next.s_next, next.r};
  };
  return process;
}

// One unit of a rollout; false when it is done.
bool continueRollout(measure::ModelRollout& rollout, nn::Noise& noise) {
  const at::NoGradGuard no_gradient;
  const std::int64_t until = rollout.modelSteps() + kModelStepsPerUnit;
  for (int i = 0; i < kStepsPerUnit && rollout.modelSteps() < until; ++i) {
    if (!rollout.step(noise)) return false;
  }
  return true;
}

// Diagnostic real episodes of one policy, counted apart from the run's own steps.
class EpisodesAtWork {
 public:
  explicit EpisodesAtWork(std::shared_ptr<const agent::FrozenPolicy> policy) : policy_(std::move(policy)) {}

  bool step(TrainingState& state) {
    if (!collector_) collector_.emplace(*state.evaluation_environment, policy_, returnHorizon(state));
    for (int i = 0; i < kRealStepsPerUnit; ++i) {
      if (collector_->step(state.random.measure, state.random.measure)) continue;
      episodes_.push_back(collector_->episode());
      collector_.reset();
      break;
    }
    return static_cast<std::int64_t>(episodes_.size()) < state.configuration.return_episodes;
  }
  const std::vector<measure::Episode>& episodes() const { return episodes_; }

  void countSteps(TrainingState& state, MetricRow& row) const {
    for (const measure::Episode& episode : episodes_) state.measurement.diagnostic_steps += episode.length();
    std::erase_if(row.values, [](const auto& value) { return value.first == Metric::diagnostic_steps; });
    row.values.emplace_back(Metric::diagnostic_steps, static_cast<double>(state.measurement.diagnostic_steps));
  }

 private:
  std::shared_ptr<const agent::FrozenPolicy> policy_;
  std::optional<measure::EpisodeCollector> collector_;
  std::vector<measure::Episode> episodes_;
};

MeasurementRecord& recordReturn(TrainingState& state, MetricRow& row, Metric metric, Metric standard_error,
                                const measure::ReturnEstimate& estimate) {
  row.values.insert(row.values.end(), {{metric, estimate.value}, {standard_error, estimate.standard_error}});
  auto& record = addRecord(state, metric, measure::name(estimate.estimator), estimate.value, estimate.standard_error,
                           estimate.samples);
  record.settings = {{"k", static_cast<double>(estimate.rollout_length)},
                     {"horizon", static_cast<double>(estimate.horizon)},
                     {"tail_bound", estimate.tail_bound},
                     {"model_steps", static_cast<double>(estimate.model_steps)},
                     {"not_finite", static_cast<double>(estimate.not_finite)}};
  return record;
}

class TrueReturnAtWork final : public EstimateAtWork {
 public:
  explicit TrueReturnAtWork(const TrainingState& state)
      : episodes_(state.agent.policy.freeze(state.action_low, state.action_high)) {}

  bool step(TrainingState& state) override { return episodes_.step(state); }

  void record(TrainingState& state, MetricRow& row) override {
    const auto estimate = measure::calcTrueReturn(episodes_.episodes(), state.configuration.discount,
                                                  returnHorizon(state), rewardBound(state));
    recordReturn(state, row, Metric::true_return, Metric::true_return_standard_error, estimate);
    row.values.emplace_back(Metric::return_tail_bound, estimate.tail_bound);
    episodes_.countSteps(state, row);
  }

 private:
  EpisodesAtWork episodes_;
};

class ModelReturnAtWork final : public EstimateAtWork {
 public:
  explicit ModelReturnAtWork(TrainingState& state)
      : rollout_(makeProcess(state), drawInitialStates(state), returnHorizon(state)) {}

  bool step(TrainingState& state) override { return continueRollout(rollout_, state.random.measure_noise); }

  void record(TrainingState& state, MetricRow& row) override {
    const auto estimate = measure::calcModelReturn(rollout_, state.configuration.discount, rewardBound(state));
    state.measurement.model_return = estimate.value;
    recordReturn(state, row, Metric::model_return, Metric::model_return_standard_error, estimate);
  }

 private:
  // True initial states: resets without a step.
  static at::Tensor drawInitialStates(TrainingState& state) {
    const std::int64_t count = std::max<std::int64_t>(2, state.configuration.return_model_steps / returnHorizon(state));
    at::Tensor s = at::empty({count, state.layout.n_s}, at::kFloat);
    float* target = s.data_ptr<float>();
    for (std::int64_t i = 0; i < count; ++i) {
      for (const double value : state.evaluation_environment->reset(state.random.measure)) {
        *target++ = static_cast<float>(value);
      }
    }
    return s;
  }

  measure::ModelRollout rollout_;
};

class BranchedReturnAtWork final : public EstimateAtWork {
 public:
  explicit BranchedReturnAtWork(const TrainingState& state)
      : episodes_(state.behaviour_policy.freeze(state.action_low, state.action_high)) {}

  bool step(TrainingState& state) override {
    if (rollout_) return continueRollout(*rollout_, state.random.measure_noise);
    if (episodes_.step(state)) return true;
    const auto& c = state.configuration;
    const std::int64_t k_max = std::max<std::int64_t>(state.rollout_length, c.rollout_length_max);
    plan_ = measure::drawBranches(episodes_.episodes(), c.discount, returnHorizon(state), k_max, c.return_model_steps,
                                  state.random.measure);
    rollout_.emplace(makeProcess(state), plan_.s, k_max + 1);
    return true;
  }

  void record(TrainingState& state, MetricRow& row) override {
    const auto by_k = measure::calcBranchedReturns(episodes_.episodes(), plan_, *rollout_, rewardBound(state));
    recordReturn(state, row, Metric::behaviour_return, Metric::behaviour_return_standard_error, by_k.front());
    const auto& at_k = by_k[static_cast<std::size_t>(state.rollout_length)];
    state.measurement.branched_return = at_k.value;
    auto& record = recordReturn(state, row, Metric::branched_return, Metric::branched_return_standard_error, at_k);
    std::vector<double> values, standard_errors;
    for (const auto& estimate : by_k) {
      values.push_back(estimate.value);
      standard_errors.push_back(estimate.standard_error);
    }
    record.arrays = {{"return_by_k", std::move(values)}, {"standard_error_by_k", std::move(standard_errors)}};
    episodes_.countSteps(state, row);
  }

 private:
  EpisodesAtWork episodes_;
  measure::BranchPlan plan_;
  std::optional<measure::ModelRollout> rollout_;
};

}  // namespace

std::unique_ptr<EstimateAtWork> beginReturn(Estimate estimate, TrainingState& state) {
  if (estimate == Estimate::true_return) return std::make_unique<TrueReturnAtWork>(state);
  if (estimate == Estimate::model_return) return std::make_unique<ModelReturnAtWork>(state);
  return std::make_unique<BranchedReturnAtWork>(state);
}

}  // namespace mbpo
