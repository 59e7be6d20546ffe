#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "measure/aggregate.h"

namespace measure {

inline constexpr std::int64_t kMaxTimeBins = 10;
inline constexpr std::int64_t kMinRowsPerBin = 30;

/// Rows of transitions whose time t inside the episode lies in [t_first, t_last].
struct TimeBin {
  double t_first = 0, t_last = 0;
  at::Tensor rows;  ///< [n_b] int64
};

/// Groups rows by t [N] or [N, 1]: as many bins as give each at least `min_rows`, at most `max_bins`, of equal counts
/// as far as equal times stay together (a time belongs to one bin). Fewer than `min_rows` rows: one bin with all of
/// them; none: no bin.
std::vector<TimeBin> splitTimeBins(const at::Tensor& t, std::int64_t max_bins = kMaxTimeBins,
                                   std::int64_t min_rows = kMinRowsPerBin);

/// What the mean over one bin says.
struct BinnedError {
  double t_first = 0, t_last = 0;
  std::int64_t rows = 0;      ///< n_b
  double mean = 0;            ///< mean TV of the bin's rows
  double standard_error = 0;  ///< sd/√n_b; NaN for one row
  double pac_term = 0;        ///< √(ln(B/δ) / (2 n_b))
};

/// ε_m over B bins, from per-row values that are independent, in [0, 1] and unbiased for TV(p ‖ p̂):
///
///     ε_m = max_b mean_b
///     ε_m ≤ max_b [ mean_b + √(ln(B/δ) / (2 n_b)) ]   with probability ≥ 1 − δ (Hoeffding and a union bound)
///
/// The estimate itself is too high on average, being a maximum of noisy means; look at the bins. Monte-Carlo noise of
/// the rows is covered by the second line. Rows of one episode are not quite independent, so δ holds for a holdout
/// drawn at random from many episodes, and is optimistic for a few whole ones.
struct TimeProfile {
  std::vector<BinnedError> bins;     ///< in order of time
  double max_mean = kUnknown;        ///< NaN without bins
  double standard_error = kUnknown;  ///< of the bin with the largest mean
  double pac_bound = kUnknown;       ///< cut at 1; NaN without bins
};

/// values [N] float64 in [0, 1]; δ in (0, 1).
TimeProfile calcTimeProfile(const at::Tensor& values, const std::vector<TimeBin>& bins, double delta);

}  // namespace measure
