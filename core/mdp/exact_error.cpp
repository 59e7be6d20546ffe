#include "mdp/exact_error.h"

#include <algorithm>
#include <cmath>

#include "mdp/exact_return.h"
#include "mdp/policy.h"

namespace mdp {
namespace {

constexpr double kTolerance = 1e-15, kNegligibleWeight = 1e-16;
constexpr double kShortestHorizon = 1000;

double calcHorizon(double discount) {
  return discount > 0 ? std::max(kShortestHorizon, std::log(kNegligibleWeight) / std::log(discount)) : kShortestHorizon;
}

}  // namespace

Vector calcRowTv(const Matrix& p, const Matrix& q) {
  Vector tv(p.rows());
  for (std::size_t i = 0; i < p.rows(); ++i) {
    for (std::size_t j = 0; j < p.columns(); ++j) tv[i] += 0.5 * std::abs(p(i, j) - q(i, j));
    tv[i] = std::min(tv[i], 1.0);  // disjoint rows may sum to 1 + rounding
  }
  return tv;
}

double calcExpectedTv(const FiniteMdp& mdp, const Policy& policy, const Vector& tv) {
  const Matrix p = calcStateTransitions(mdp.p, policy);
  Vector expected(mdp.states());  // P^t tv: the error expected t steps after each state
  for (std::size_t s = 0; s < mdp.states(); ++s) {
    for (std::size_t a = 0; a < mdp.actions(); ++a) expected[s] += policy(s, a) * tv[s * mdp.actions() + a];
  }
  const double horizon = calcHorizon(mdp.discount);
  double worst = 0;
  for (double t = 0; t <= horizon; ++t) {
    worst = std::max(worst, dot(mdp.start, expected));
    if (*std::max_element(expected.begin(), expected.end()) <= worst + kTolerance) break;
    expected = multiply(p, expected);
  }
  return std::min(worst, 1.0);
}

double calcEpsMSlope(const FiniteMdp& mdp, const Policy& policy, const Policy& behaviour_policy, const Vector& tv) {
  constexpr double kStep = 1e-4;
  const Policy shifted = mix(behaviour_policy, policy, kStep);
  const double eps_pi = calcEpsPi(shifted, behaviour_policy);
  if (eps_pi == 0) return 0;
  // d = (ε_m′(π_α) − ε_m)/ε_π(π_α)
  return (calcExpectedTv(mdp, shifted, tv) - calcExpectedTv(mdp, behaviour_policy, tv)) / eps_pi;
}

}  // namespace mdp
