#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "mdp/theorem.h"

namespace mdp {

struct VerificationOptions {
  std::int64_t mdps = 1000;  ///< random experiments, ≥ 1
  std::uint64_t seed = 1;
  int k_max = 10;   ///< branched bounds are checked at k = 0 … k_max, ≥ 0
  int threads = 0;  ///< 0: one per core. The result does not depend on it
};

/// More cases than this are refused: the median keeps one number of each.
inline constexpr std::int64_t kMostCases = 50'000'000;

/// What happened to one theorem. Slack and gap are in units of r_max/(1−γ), so that MDPs compare.
struct TheoremReport {
  std::string theorem;
  std::int64_t cases = 0;        ///< random experiments × values of k (only one if there is no k)
  std::int64_t tight_cases = 0;  ///< the same on the tight families
  std::int64_t violations = 0;   ///< gap > penalty + 1e-9, in either kind of case
  double minimum_slack = 0;      ///< least penalty − gap over all cases; −1e-13 is rounding
  double median_tightness = 0;   ///< median of gap/penalty over random cases whose penalty is above 1e-9; NaN: none
  double largest_tightness = 0;  ///< its maximum over all such cases
  int sharpness_claims = 0;      ///< hand-worked shares that were compared (see tight_family.h)
  int sharpness_failures = 0;    ///< those that the penalty misses: it is larger or smaller than the theorem's

  bool holds() const { return violations == 0 && sharpness_failures == 0; }
};

/// Draws experiment `index` of a seed: 2–6 states, 2–4 actions, γ from 0 to 0.99, nearly deterministic to uniform
/// transitions, p̂ the truth mixed with noise or fitted to up to 10 000 transitions, π from equal to π_D to unrelated.
Experiment makeRandomExperiment(std::uint64_t seed, std::int64_t index);

/// Puts each theorem to the test on random experiments, on the tight families (γ = 0.5, 0.9, 0.99; ε = 1e-3 (1−γ)) and
/// on their sharpness claims. `progress` is told the number of random experiments done, from the calling thread.
/// Throws bound::RangeError for options out of range.
std::vector<TheoremReport> verify(const VerificationOptions& options,
                                  const std::vector<Theorem>& theorems = allTheorems(),
                                  const std::function<void(std::int64_t)>& progress = {});

}  // namespace mdp
