#include "env/reward.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace env {

double rate(double x, double x_next, double seconds) { return (x_next - x) / seconds; }

double squaredDeviation(std::span<const double> x, double goal) {
  double sum = 0;
  for (const double value : x) sum += (value - goal) * (value - goal);
  return sum;
}

double squaredAction(std::span<const double> a) { return squaredDeviation(a, 0); }

double norm(std::span<const double> x) { return std::sqrt(squaredDeviation(x, 0)); }

Reward::Reward(std::vector<RewardTerm> terms, double seconds_per_step)
    : terms_(std::move(terms)), seconds_per_step_(seconds_per_step), before_(terms_.size(), 0.0) {
  int longest = 0;
  for (const RewardTerm& term : terms_) longest = std::max(longest, term.of.size());
  scratch_.resize(static_cast<std::size_t>(longest));
}

std::span<const double> Reward::measure(const Quantity& quantity, const mjModel& model, const mjData& data) {
  const auto values = std::span(scratch_).first(static_cast<std::size_t>(quantity.size()));
  evaluate(quantity, model, data, values);
  return values;
}

void Reward::rememberBefore(const mjModel& model, const mjData& data) {
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    if (terms_[i].kind == RewardTerm::Kind::rate) before_[i] = evaluateScalar(terms_[i].of, model, data);
    if (terms_[i].kind == RewardTerm::Kind::distance_before) before_[i] = norm(measure(terms_[i].of, model, data));
  }
}

double Reward::calcTerm(std::size_t i, const mjModel& model, const mjData& data, std::span<const double> action) {
  const RewardTerm& term = terms_[i];
  switch (term.kind) {
    case RewardTerm::Kind::alive: return 1;
    case RewardTerm::Kind::rate: return rate(before_[i], evaluateScalar(term.of, model, data), seconds_per_step_);
    case RewardTerm::Kind::value: return evaluateScalar(term.of, model, data);
    case RewardTerm::Kind::squared: return squaredDeviation(measure(term.of, model, data), term.goal);
    case RewardTerm::Kind::squared_action: return squaredAction(action);
    case RewardTerm::Kind::distance: return norm(measure(term.of, model, data));
    case RewardTerm::Kind::distance_before: return before_[i];
  }
  return 0;
}

double Reward::calc(const mjModel& model, const mjData& data, std::span<const double> action) {
  double reward = 0;
  for (std::size_t i = 0; i < terms_.size(); ++i) reward += terms_[i].weight * calcTerm(i, model, data, action);
  return reward;
}

}  // namespace env
