#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "study/initial_slope.h"

namespace study {

/// What "error of the frozen model" may mean. All three are measured on the same fresh transitions.
enum class ErrorMeasure {
  eps_m_prime,       ///< the theorems': largest mean TV of any time bin, at resolution ρ
  eps_m_prime_mean,  ///< mean TV over all transitions: less noisy
  rmse,              ///< of the elites' mean prediction, in units of σ_y: never saturates
};
inline constexpr std::array kErrorMeasures{ErrorMeasure::eps_m_prime, ErrorMeasure::eps_m_prime_mean,
                                           ErrorMeasure::rmse};
std::string_view name(ErrorMeasure measure);

/// A measured number with its standard error (NaN: unknown). Rows of one episode are not quite independent, so the
/// standard errors are on the small side where episodes are long.
struct Measured {
  double value = std::numeric_limits<double>::quiet_NaN();
  double standard_error = std::numeric_limits<double>::quiet_NaN();
};

/// One policy on the way from π_D, on one frozen model.
struct StudyPoint {
  int policy = 0;                              ///< 0: π_D itself
  std::int64_t updates = 0;                    ///< SAC updates since π_D
  double kl_mean = 0, kl_p95 = 0, kl_max = 0;  ///< KL(π ‖ π_D) over states of π_D's data, nats, closed form
  double eps_pi_mean = 0, eps_pi_p95 = 0, eps_pi_max = 0;  ///< ε_π by the `combined` estimator over the same states
  Measured eps_m_prime, eps_m_prime_mean, rmse;
  double eps_m_prime_pac = std::numeric_limits<double>::quiet_NaN();  ///< upper confidence bound, δ = 0.05
  std::int64_t rows = 0;      ///< fresh real transitions that the errors stand on
  std::int64_t episodes = 0;  ///< that they were drawn from
  double return_mean = 0;     ///< undiscounted, of those episodes

  const Measured& error(ErrorMeasure measure) const;
};

/// One frozen model, trained on n transitions of π_D, and the policies improved on it.
struct StudyCurve {
  std::int64_t transitions = 0;  ///< n, holdout included
  std::int64_t fit_epochs = 0;
  double holdout_rmse = 0;  ///< of the fit, in units of σ_y over these n
  bool diverged = false;    ///< the fit did; its best weights were restored
  bool complete = false;
  std::vector<StudyPoint> points;  ///< π_D first

  /// d at 0 by this error; empty: too few policies yet.
  std::optional<InitialSlope> slope(ErrorMeasure measure) const;
};

/// All that is measured so far: an immutable value for any thread.
struct StudyResult {
  std::string environment, behaviour;  ///< behaviour: what π_D is, in words
  std::int64_t seed = 0;
  std::string estimator;              ///< of ε_m′
  double resolution = 1;              ///< ρ
  int rollout_length = 1;             ///< k
  std::int64_t shift_states = 0;      ///< states that KL and ε_π stand on
  std::int64_t data_steps = 0;        ///< real steps of π_D for the models, and the unit of work beyond
  std::int64_t diagnostic_steps = 0;  ///< real steps made only to measure; no model and no D_env ever sees them
  std::vector<StudyCurve> curves;     ///< one per n, ascending; the last may be incomplete
  bool complete = false;
};

}  // namespace study
