#include <ATen/ATen.h>

#include <algorithm>

#include "mbpo/estimate.h"
#include "mbpo/measurement.h"
#include "mbpo/training_state.h"
#include "measure/policy_shift.h"

namespace mbpo {
namespace {

measure::ShiftEstimator chosenEstimator(const std::string& name) {
  for (const auto estimator : {measure::ShiftEstimator::pinsker, measure::ShiftEstimator::monte_carlo}) {
    if (measure::name(estimator) == name) return estimator;
  }
  return measure::ShiftEstimator::combined;
}

measure::Aggregation chosenAggregation(const std::string& name) {
  for (const auto aggregation : {measure::Aggregation::p95, measure::Aggregation::mean}) {
    if (measure::name(aggregation) == name) return aggregation;
  }
  return measure::Aggregation::max;
}

class PolicyShiftAtWork final : public EstimateAtWork {
 public:
  bool step(TrainingState& state) override {
    const at::Tensor s = state.env_buffer.sample(state.configuration.shift_states, state.random.measure)
                             .narrow(1, 0, state.layout.n_s)
                             .contiguous();
    // Fewer pairs where actions are wide: the cost stays that of hopper's three dimensions.
    const std::int64_t pairs = std::max<std::int64_t>(16, measure::kActionPairs * 3 / state.layout.n_a / 2 * 2);
    shift_ = measure::measurePolicyShift(state.agent.policy, state.behaviour_policy, s,
                                         std::min(pairs, measure::kActionPairs), state.random.measure_noise);
    return false;
  }

  void record(TrainingState& state, MetricRow& row) override {
    const auto add = [&](Metric mean, Metric p95, Metric max, const measure::Aggregate& aggregate) {
      row.values.insert(row.values.end(), {{mean, aggregate.mean}, {p95, aggregate.p95}, {max, aggregate.max}});
    };
    add(Metric::policy_kl_mean, Metric::policy_kl_p95, Metric::policy_kl_max, shift_.kl);
    add(Metric::eps_pi_mean, Metric::eps_pi_p95, Metric::eps_pi_max, shift_.pinsker.eps_pi);
    add(Metric::eps_pi_combined_mean, Metric::eps_pi_combined_p95, Metric::eps_pi_combined_max, shift_.combined.eps_pi);
    add(Metric::eps_pi_monte_carlo_mean, Metric::eps_pi_monte_carlo_p95, Metric::eps_pi_monte_carlo_max,
        shift_.monte_carlo.eps_pi);
    const auto& c = state.configuration;
    const measure::Aggregation aggregation = chosenAggregation(c.eps_pi_aggregate);
    const measure::ShiftEstimate& chosen = shift_.by(chosenEstimator(c.eps_pi_estimator));
    state.measurement.eps_pi = chosen.eps_pi.by(aggregation);
    row.values.emplace_back(Metric::eps_pi, state.measurement.eps_pi);
    for (const auto* estimate : {&shift_.pinsker, &shift_.combined, &shift_.monte_carlo}) {
      const bool is_chosen = estimate == &chosen;
      const double value = is_chosen ? state.measurement.eps_pi : estimate->eps_pi.max;
      const double standard_error = !is_chosen || aggregation == measure::Aggregation::max
                                        ? estimate->max_standard_error
                                    : aggregation == measure::Aggregation::mean ? estimate->mean_standard_error
                                                                                : measure::kUnknown;
      auto& record = addRecord(state, is_chosen ? Metric::eps_pi : maxMetric(estimate->estimator),
                               measure::name(estimate->estimator), value, standard_error, estimate->states);
      record.settings = {{"mean", estimate->eps_pi.mean},
                         {"p95", estimate->eps_pi.p95},
                         {"max", estimate->eps_pi.max},
                         {"max_by_halves", estimate->max_by_halves},
                         {"mean_standard_error", estimate->mean_standard_error},
                         {"actions_per_state", static_cast<double>(estimate->actions_per_state)},
                         {"states_not_finite", static_cast<double>(shift_.not_finite)}};
    }
  }

 private:
  static Metric maxMetric(measure::ShiftEstimator estimator) {
    switch (estimator) {
      case measure::ShiftEstimator::pinsker: return Metric::eps_pi_max;
      case measure::ShiftEstimator::combined: return Metric::eps_pi_combined_max;
      case measure::ShiftEstimator::monte_carlo: return Metric::eps_pi_monte_carlo_max;
    }
    return Metric::eps_pi_max;
  }

  measure::PolicyShift shift_;
};

}  // namespace

std::unique_ptr<EstimateAtWork> beginPolicyShift(TrainingState&) { return std::make_unique<PolicyShiftAtWork>(); }

}  // namespace mbpo
