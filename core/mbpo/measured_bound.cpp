#include <algorithm>
#include <cmath>

#include "bound/rollout_length.h"
#include "mbpo/measurement.h"
#include "mbpo/training_state.h"
#include "measure/reward_bound.h"

namespace mbpo {
namespace {

measure::RewardBound makeRewardBound(const TrainingState& state) {
  measure::RewardBound bound;
  bound.restoreLargest(state.r_max);
  if (state.configuration.r_max > 0) bound.setByUser(state.configuration.r_max);
  return bound;
}

bound::Setting boundSetting(const TrainingState& state) { return {state.configuration.discount, rewardBound(state)}; }

// d as far as the bound's ε_m′ moves with ε_π.
double slopeInBound(const TrainingState& state) {
  const auto fit = state.measurement.slope.fit();
  return state.configuration.eps_m_prime_source == "linear" && fit ? fit->slope : 0.0;
}

std::optional<Metric> metricOf(std::string_view term) { return findMetric("penalty_" + std::string(term)); }

}  // namespace

double rewardBound(const TrainingState& state) { return makeRewardBound(state).value(); }

BoundErrors boundErrors(const TrainingState& state) {
  const Measurement& known = state.measurement;
  BoundErrors errors;
  errors.eps_m = state.configuration.eps_m_pac ? known.eps_m_pac : known.eps_m;
  errors.eps_pi = known.eps_pi;
  if (state.configuration.eps_m_prime_source == "direct") {
    errors.eps_m_prime = known.eps_m_prime_direct;
  } else {
    const bool both = std::isfinite(errors.eps_m) && std::isfinite(errors.eps_pi);
    errors.eps_m_prime = both ? known.slope.predict(errors.eps_m, errors.eps_pi) : measure::kUnknown;
  }
  return errors;
}

double calcShiftWeight(const TrainingState& state) {
  const auto& c = state.configuration;
  const bound::Setting setting = boundSetting(state);
  if (c.conservatism == 0 || !state.has_behaviour_policy || setting.r_max <= 0) return 0;
  // λ = c ∂C/∂ε_π
  return c.conservatism * calcShiftPrice(c.bound_theorem, setting, slopeInBound(state), state.rollout_length);
}

void recordErrors(TrainingState& state, MetricRow& row) {
  Measurement& known = state.measurement;
  const auto slope = known.slope.fit();
  row.values.emplace_back(Metric::eps_m_slope_pairs, static_cast<double>(known.slope.pairs().size()));
  if (slope) {
    row.values.insert(row.values.end(), {{Metric::eps_m_slope, slope->slope},
                                         {Metric::eps_m_slope_standard_error, slope->standard_error},
                                         {Metric::eps_m_slope_r2, slope->r_squared}});
  }
  if (!known.slope.pairs().empty()) {
    std::vector<double> x, y;
    for (const auto& pair : known.slope.pairs()) {
      x.push_back(pair.eps_pi);
      y.push_back(pair.excess_error);
    }
    auto& record = addRecord(state, Metric::eps_m_slope, known.slope_kind, slope ? slope->slope : measure::kUnknown,
                             slope ? slope->standard_error : measure::kUnknown, static_cast<std::int64_t>(x.size()));
    record.arrays = {{"pairs_eps_pi", std::move(x)}, {"pairs_excess_error", std::move(y)}};
  }

  const BoundErrors errors = boundErrors(state);
  if (std::isfinite(errors.eps_m) && std::isfinite(errors.eps_pi)) {
    row.values.emplace_back(Metric::eps_m_prime_linear, known.slope.predict(errors.eps_m, errors.eps_pi));
  }
  known.has_k_star = errors.isKnown();
  if (!known.has_k_star) return;
  row.values.emplace_back(Metric::eps_m_prime, errors.eps_m_prime);
  known.k_star = bound::calcOptimalRolloutLength(state.configuration.discount, errors.eps_m_prime, errors.eps_pi);
  const double shown = static_cast<double>(known.k_star.value_or(state.configuration.rollout_length_max));
  row.values.insert(row.values.end(), {{Metric::k_star, shown}, {Metric::k_star_unbounded, known.k_star ? 0.0 : 1.0}});
}

void recordBound(TrainingState& state, MetricRow& row) {
  const auto& c = state.configuration;
  const measure::RewardBound reward = makeRewardBound(state);
  if (reward.value() <= 0) return;  // no reward yet: every bound is 0
  if (reward.isExceeded() && !state.r_max_alarm) {
    state.raise(HealthCheck::reward_bound, Notice::Kind::warning,
                "A reward of " + std::to_string(reward.largest()) + " exceeds r_max = " +
                    std::to_string(reward.value()) + ": the return bounds do not hold.");
  }
  if (!reward.isExceeded()) state.settle(HealthCheck::reward_bound, "r_max covers every reward seen.");
  state.r_max_alarm = reward.isExceeded();
  const bound::Setting setting = boundSetting(state);
  const std::int64_t k = state.rollout_length;
  auto& values = row.values;
  values.insert(values.end(), {{Metric::r_max, setting.r_max},
                               {Metric::return_scale, bound::calcReturnScale(setting)},
                               {Metric::shift_price, calcShiftPrice(c.bound_theorem, setting, slopeInBound(state), k)},
                               {Metric::shift_weight, calcShiftWeight(state)}});
  const BoundErrors errors = boundErrors(state);
  if (!errors.isKnown()) return;
  const auto total = [&](const char* theorem) { return calcPenalty(theorem, setting, errors, k).calcTotal(); };
  const bound::Penalty penalty = calcPenalty(c.bound_theorem, setting, errors, k);
  const double c_total = penalty.calcTotal();
  values.insert(values.end(), {{Metric::penalty, c_total},
                               {Metric::penalty_4_1, total("4.1")},
                               {Metric::penalty_4_2, total("4.2")},
                               {Metric::penalty_4_3, total("4.3")},
                               {Metric::penalty_4_3_published, total("4.3-published")},
                               {Metric::bound_vacuous, bound::isVacuous(setting, c_total) ? 1.0 : 0.0}});
  auto& record = addRecord(state, Metric::penalty, "theorem " + c.bound_theorem, c_total, measure::kUnknown, 0);
  record.settings = {{"k", static_cast<double>(k)},       {"r_max", setting.r_max},
                     {"discount", setting.discount},      {"eps_m", errors.eps_m},
                     {"eps_m_prime", errors.eps_m_prime}, {"eps_pi", errors.eps_pi},
                     {"r_max_measured", reward.largest()}};
  for (const bound::Term& term : penalty.terms) {
    if (const auto metric = metricOf(term.name)) values.emplace_back(*metric, term.value);
    record.settings.emplace_back(term.name, term.value);
  }
  std::vector<double> by_k;  // C(k) for every k that auto mode may choose
  for (std::int64_t j = 0; j <= std::max(k, c.rollout_length_max); ++j) {
    by_k.push_back(calcPenalty(c.bound_theorem, setting, errors, j).calcTotal());
  }
  record.arrays = {{"penalty_by_k", std::move(by_k)}};

  // ν ≥ ν̂ − C for full-length rollouts, ν ≥ ν̂_branch(k) − C(k) for branched ones
  const double model_side =
      c.bound_theorem == "4.1" ? state.measurement.model_return : state.measurement.branched_return;
  if (std::isfinite(model_side)) values.emplace_back(Metric::lower_bound, model_side - c_total);
}

}  // namespace mbpo
