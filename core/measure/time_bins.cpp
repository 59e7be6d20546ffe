#include "measure/time_bins.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"

namespace measure {

std::vector<TimeBin> splitTimeBins(const at::Tensor& t, std::int64_t max_bins, std::int64_t min_rows) {
  const std::int64_t n = t.numel();
  if (n == 0) return {};
  const auto [sorted, order] = t.reshape({n}).to(at::kDouble).sort(/*stable=*/true, /*dim=*/0, /*descending=*/false);
  const double* times = sorted.data_ptr<double>();
  const std::int64_t bin_count = std::clamp<std::int64_t>(n / min_rows, 1, max_bins);

  // Edge b is wanted at row b·n/B, and moves on to where the time changes.
  std::vector<std::int64_t> edges{0};
  for (std::int64_t b = 1; b <= bin_count; ++b) {
    std::int64_t edge = std::max(edges.back(), b * n / bin_count);
    while (edge < n && edge > 0 && times[edge] == times[edge - 1]) ++edge;
    if (edge - edges.back() >= min_rows) edges.push_back(edge);
  }
  // What is left after the last full bin belongs to it.
  if (edges.size() == 1) edges.push_back(n);
  edges.back() = n;

  std::vector<TimeBin> bins;
  for (std::size_t b = 0; b + 1 < edges.size(); ++b) {
    const std::int64_t first = edges[b];
    const std::int64_t count = edges[b + 1] - first;
    bins.push_back({times[first], times[first + count - 1], order.narrow(0, first, count)});
  }
  return bins;
}

TimeProfile calcTimeProfile(const at::Tensor& values, const std::vector<TimeBin>& bins, double delta) {
  WORKBENCH_CHECK(delta > 0 && delta < 1, "delta = " + std::to_string(delta));
  TimeProfile profile;
  const double bin_count = static_cast<double>(bins.size());
  for (const TimeBin& bin : bins) {
    const MeanEstimate mean = calcMean(values.index_select(0, bin.rows));
    // √(ln(B/δ) / (2 n_b))
    const double pac_term = std::sqrt(std::log(bin_count / delta) / (2.0 * static_cast<double>(mean.samples)));
    profile.bins.push_back({bin.t_first, bin.t_last, mean.samples, mean.mean, mean.standard_error, pac_term});
    if (!(mean.mean <= profile.max_mean)) {
      profile.max_mean = mean.mean;
      profile.standard_error = mean.standard_error;
    }
    profile.pac_bound = std::fmax(profile.pac_bound, std::fmin(1.0, mean.mean + pac_term));
  }
  return profile;
}

}  // namespace measure
