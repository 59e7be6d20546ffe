#pragma once

#include <cmath>
#include <optional>

namespace measure {

/// r_max, the theorems' bound on |r|: the user's, or else the largest |r| seen in D_env so far. A value type.
class RewardBound {
 public:
  /// One real reward. What is not finite is no reward.
  void observe(double r) {
    if (std::isfinite(r)) largest_ = std::fmax(largest_, std::fabs(r));
  }
  void setByUser(std::optional<double> r_max) { by_user_ = r_max; }  ///< > 0, or none: running maximum
  void restoreLargest(double largest) { largest_ = largest; }        ///< from a checkpoint

  double value() const { return by_user_.value_or(largest_); }
  double largest() const { return largest_; }  ///< running max |r|; 0 before the first reward
  bool isByUser() const { return by_user_.has_value(); }
  /// A real reward went beyond the user's bound: the theorems' assumption does not hold.
  bool isExceeded() const { return by_user_ && largest_ > *by_user_; }

 private:
  double largest_ = 0;
  std::optional<double> by_user_;
};

}  // namespace measure
