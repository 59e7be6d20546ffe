#include "mdp/learned_model.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "mdp/exact_return.h"

namespace mdp {
namespace {

/// Running sums, so that a draw is one search; the last is made 1, or rounding could leave a draw without outcome.
Vector accumulate(const double* first, std::size_t n, double scale) {
  Vector sums(n);
  double sum = 0;
  for (std::size_t i = 0; i < n; ++i) sums[i] = sum += scale * first[i];
  for (std::size_t i = n; i-- > 0 && (i + 1 == n || first[i + 1] == 0);) sums[i] = 1;
  return sums;
}

std::size_t draw(const Vector& sums, base::RandomStream& random) {
  return static_cast<std::size_t>(std::ranges::upper_bound(sums, random.uniform()) - sums.begin());
}

}  // namespace

TransitionCounts sampleTransitions(const FiniteMdp& mdp, const Policy& behaviour_policy, std::int64_t n,
                                   base::RandomStream& random) {
  const Vector occupancy = solveOccupancy(calcStateTransitions(mdp.p, behaviour_policy), mdp.discount, mdp.start);
  const Vector states = accumulate(occupancy.data(), mdp.states(), 1 - mdp.discount);
  std::vector<Vector> actions, outcomes;
  for (std::size_t s = 0; s < mdp.states(); ++s)
    actions.push_back(accumulate(behaviour_policy.row(s), mdp.actions(), 1));
  for (std::size_t row = 0; row < mdp.p.rows(); ++row) outcomes.push_back(accumulate(mdp.p.row(row), mdp.states(), 1));
  TransitionCounts counts(mdp.p.rows(), mdp.states());
  for (std::int64_t i = 0; i < n; ++i) {
    const std::size_t s = draw(states, random);
    const std::size_t row = s * mdp.actions() + draw(actions[s], random);
    counts(row, draw(outcomes[row], random)) += 1;
  }
  return counts;
}

Kernel fitMaximumLikelihood(const TransitionCounts& counts) {
  const std::size_t states = counts.columns();
  Kernel p_hat(counts.rows(), states, 1.0 / static_cast<double>(states));
  for (std::size_t row = 0; row < counts.rows(); ++row) {
    double n = 0;
    for (std::size_t j = 0; j < states; ++j) n += counts(row, j);
    for (std::size_t j = 0; n > 0 && j < states; ++j) p_hat(row, j) = counts(row, j) / n;
  }
  return p_hat;
}

Vector calcPacTv(const TransitionCounts& counts, double confidence) {
  const auto states = static_cast<double>(counts.columns()), pairs = static_cast<double>(counts.rows());
  Vector tv(counts.rows(), 1.0);
  if (counts.columns() == 1) return Vector(counts.rows(), 0.0);  // a single outcome leaves nothing to learn
  // ln((2^S − 2) · pairs / δ), in logarithms since 2^S overflows
  const double log_events =
      states * std::numbers::ln2 + std::log1p(-std::exp2(1 - states)) + std::log(pairs) - std::log1p(-confidence);
  for (std::size_t row = 0; row < counts.rows(); ++row) {
    double n = 0;
    for (std::size_t j = 0; j < counts.columns(); ++j) n += counts(row, j);
    if (n > 0) tv[row] = std::min(1.0, std::sqrt(log_events / (2 * n)));
  }
  return tv;
}

}  // namespace mdp
