#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bound/penalty.h"
#include "bound/setting.h"
#include "mbpo/configuration.h"
#include "mbpo/measurement_record.h"
#include "mbpo/return_bound.h"
#include "measure/error_slope.h"

namespace mbpo {

/// Which of the recorded estimates a return bound is made of; names and ranges as in Configuration.
struct BoundChoice {
  std::string theorem = "4.3";                    ///< 4.1 | 4.2 | 4.3 | 4.3-published
  std::string eps_m_estimator = "resolution_tv";  ///< resolution_tv | pinsker_nll | ensemble_tv
  double resolution = 1;                          ///< ρ
  bool eps_m_pac = false;                         ///< ε_m's upper confidence bound in place of the estimate
  std::string eps_m_prime_source = "linear";      ///< linear | direct
  std::string eps_pi_estimator = "combined";      ///< pinsker | combined | monte_carlo
  std::string eps_pi_aggregate = "max";           ///< max | p95 | mean
  double r_max = 0;                               ///< 0: the largest |r| measured

  bool operator==(const BoundChoice&) const = default;
};

BoundChoice boundChoice(const Configuration& configuration);

/// The bound at one moment: after a model fit, or at an epoch's end.
struct BoundPoint {
  std::int64_t real_steps = 0, updates = 0;
  std::string theorem;
  bound::Setting setting;  ///< γ, r_max
  BoundErrors errors;
  std::int64_t k = 0;                  ///< the rollout length in force
  bound::Penalty penalty;              ///< C(k), in reward units
  std::optional<std::int64_t> k_star;  ///< Theorem 4.3's, from these errors; empty: unbounded
  /// ν̂ (4.1) or ν̂_branch(k) (4.2, 4.3), the newest of this epoch's end or the last; NaN: not measured.
  double model_return = std::numeric_limits<double>::quiet_NaN();
  /// ν and its standard error, where measured at this very moment; NaN elsewhere.
  double true_return = std::numeric_limits<double>::quiet_NaN();
  double true_return_standard_error = std::numeric_limits<double>::quiet_NaN();
  double r_max_measured = 0;  ///< the largest |r| seen until then: a smaller r_max breaks the theorems' assumption

  double lowerBound() const { return model_return - penalty.calcTotal(); }  ///< NaN without a model-side return
};

/// The same moment, to the last bit.
bool haveSameNumbers(const std::vector<BoundPoint>& a, const std::vector<BoundPoint>& b);

/// A run's return bound, taken from its measurement records (measurements.jsonl): as the trainer had it, or anew by
/// other choices. The same choices give the trainer's numbers to the last bit.
///
/// An estimate counts for the model that it was taken of. Estimators and resolutions other than the trainer's are
/// measured at epochs' ends alone, so by those there is no point after a fit; and no ε_m′ direct, hence no pair for the
/// slope: ε_m′ = ε_m then, as the trainer has it before its third pair.
///
/// Fed with records in their order; a value type, any one thread.
class RecordedBound {
 public:
  RecordedBound() = default;  ///< as the trainer had it, whatever it was told meanwhile
  explicit RecordedBound(BoundChoice choice) : choice_(std::move(choice)) {}

  void add(const MeasurementRecord& record);

  const std::vector<BoundPoint>& points() const { return points_; }
  /// The newest pairs (ε_π, ε_m′ − ε_m) and their line.
  const measure::ErrorSlope& slope() const { return slope_; }
  /// Moments at which the trainer had a bound and these choices have none.
  std::size_t missing() const { return missing_; }

 private:
  struct Error {
    double estimate = std::numeric_limits<double>::quiet_NaN(), pac = std::numeric_limits<double>::quiet_NaN();
  };
  struct Return {
    double value = std::numeric_limits<double>::quiet_NaN(), standard_error = std::numeric_limits<double>::quiet_NaN();
  };
  using Kind = std::pair<std::string, double>;  ///< estimator, ρ

  void takeModelError(const MeasurementRecord& record);
  void takeFreshError(const MeasurementRecord& record);
  void takePairs(const MeasurementRecord& record);
  void takePenalty(const MeasurementRecord& record);
  BoundErrors chosenErrors() const;
  Error chosenModelError() const;
  double chosenShift() const;

  std::optional<BoundChoice> choice_;
  std::map<Kind, Error> eps_m_;                                  ///< of the newest model
  std::map<std::string, std::map<std::string, double>> eps_pi_;  ///< estimator → aggregate → value
  double eps_m_prime_direct_ = std::numeric_limits<double>::quiet_NaN();
  measure::ErrorSlope slope_;
  Return true_return_, model_return_, branched_return_;
  std::vector<BoundPoint> points_;
  std::size_t missing_ = 0;
};

}  // namespace mbpo
