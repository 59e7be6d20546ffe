#pragma once

#include <cstddef>
#include <deque>
#include <optional>

namespace measure {

/// How much worse the model becomes per unit of policy shift, d = dε_m′/dε_π, from pairs measured at model fits
/// (x = ε_π, y = ε_m′ − ε_m):
///
///     d = max(0, Σ x y / Σ x²)        least squares through the origin: without a shift there is no further error
///
/// Theory: Janner et al. 2019, section 4.3. Plain doubles; a value type, copied with the training state.
class ErrorSlope {
 public:
  static constexpr std::size_t kWindow = 20;   ///< pairs kept: the model and its data change, so old ones must go
  static constexpr std::size_t kMinPairs = 3;  ///< below: "not yet"

  struct Pair {
    double eps_pi = 0;        ///< x, [0, 1]
    double excess_error = 0;  ///< y = ε_m′ − ε_m, [−1, 1]
  };
  struct Fit {
    double slope = 0;           ///< d ≥ 0
    double standard_error = 0;  ///< √( Σ (y − d̂x)²/(n − 1) / Σ x² ), d̂ before the cut at 0
    /// 1 − Σ(y − dx)² / Σ y²: the part of y that d explains beyond d = 0 (as is usual through the origin). 0 where d
    /// was cut; NaN where all y are 0.
    double r_squared = 0;
    std::size_t pairs = 0;
  };

  /// Drops the oldest beyond the window. A pair that is not finite is not kept: false.
  bool add(const Pair& pair);
  const std::deque<Pair>& pairs() const { return pairs_; }  ///< the scatter, oldest first

  /// Empty below three pairs, or where no policy has moved (all x = 0).
  std::optional<Fit> fit() const;

  /// The linear model of ε_m′, clipped to [0, 1]:  ε_m + ε_π d;  ε_m while there is no fit.
  double predict(double eps_m, double eps_pi) const;

 private:
  std::deque<Pair> pairs_;
};

}  // namespace measure
