#pragma once

namespace charts {

/// Exponential moving average with the start-up bias taken out, so that the first value is the first value:
///
///     s_t = Σ_{i ≤ t} wᵗ⁻ⁱ y_i / Σ_{i ≤ t} wᵗ⁻ⁱ,   0 ≤ w < 1
///
/// Non-finite values pass through and leave the average as it is, so one NaN does not poison the rest.
class MovingAverage {
 public:
  explicit MovingAverage(double weight) : weight_(weight) {}
  double add(double y);

 private:
  double weight_;
  double sum_ = 0, norm_ = 0;
};

}  // namespace charts
