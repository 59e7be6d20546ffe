#pragma once

#include <span>
#include <vector>

#include "env/task_spec.h"

namespace env {

// The vocabulary of reward terms: x is the term's quantity before the step, x′ after it, a the action.

double rate(double x, double x_next, double seconds);             ///< (x′ − x) / Δt
double squaredDeviation(std::span<const double> x, double goal);  ///< Σ (xᵢ − goal)²
double squaredAction(std::span<const double> a);  ///< Σ aᵢ², a in control units, unclamped as in Gym
double norm(std::span<const double> x);           ///< ‖x‖

/// r(s, a, s′) = Σ weight · term. Two calls a step: `rememberBefore` with the data before it, `calc` with the data
/// after.
class Reward {
 public:
  Reward() = default;
  Reward(std::vector<RewardTerm> terms, double seconds_per_step);

  void rememberBefore(const mjModel& model, const mjData& data);
  double calc(const mjModel& model, const mjData& data, std::span<const double> action);

 private:
  double calcTerm(std::size_t i, const mjModel& model, const mjData& data, std::span<const double> action);
  std::span<const double> measure(const Quantity& quantity, const mjModel& model, const mjData& data);

  std::vector<RewardTerm> terms_;
  double seconds_per_step_ = 0;
  std::vector<double> before_;   // x (rate) or ‖x‖ (distance_before), one per term
  std::vector<double> scratch_;  // the elements of the quantity at hand
};

}  // namespace env
