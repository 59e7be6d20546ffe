#include "bound/theorem_4_3.h"

#include <algorithm>
#include <cmath>

namespace bound {
namespace {

void requireArguments(const Setting& setting, double eps_m_prime, double eps_pi, std::int64_t k) {
  requireSetting(setting);
  requireProbability("eps_m_prime", eps_m_prime);
  requireProbability("eps_pi", eps_pi);
  requireRolloutLength(k);
}

}  // namespace

Penalty calcTheorem43(const Setting& setting, double eps_m_prime, double eps_pi, std::int64_t k, Theorem43Form form) {
  requireArguments(setting, eps_m_prime, eps_pi, k);
  const auto [gamma, r_max] = setting;
  const double h = 1 - gamma, steps = static_cast<double>(k);
  const double gamma_k = std::pow(gamma, steps);  // 0⁰ = 1
  const double unit = 2 * r_max;
  Penalty penalty{{{term::kShiftBeforeBranch, unit * gamma * gamma_k * eps_pi / (h * h)},  // γ^{k+1} ε_π/(1−γ)²
                   {term::kShiftAtBranch, unit * gamma_k * eps_pi / h}}};                  // γ^k ε_π/(1−γ)
  if (form == Theorem43Form::with_action_terms)
    penalty.terms.push_back({term::kPolicyShiftActions, unit * 2 * eps_pi / h});  // 2 ε_π/(1−γ)
  penalty.terms.push_back({term::kModelError, unit * steps * eps_m_prime / h});   // k ε_m′/(1−γ)
  return penalty;
}

// The coupling of theorem_4_1.cpp, with the errors met where (π, p) goes: by time t the branched chain has left it with
// probability at most (t − min(t, k)) ε_π + min(t, k) ε_m′, and Σ_t γ^t min(t, k) = γ(1−γ^k)/(1−γ)², which the
// published proof rounds up to k/(1−γ). For k ≥ 1 both act by π, so nothing is due for actions; for k = 0 the branched
// chain acts by π_D.
Penalty calcCoupledTheorem43(const Setting& setting, double eps_m_prime, double eps_pi, std::int64_t k) {
  requireArguments(setting, eps_m_prime, eps_pi, k);
  const auto [gamma, r_max] = setting;
  const double h = 1 - gamma;
  const double gamma_k = std::pow(gamma, static_cast<double>(k));
  const double unit = 2 * r_max;
  return {{{term::kShiftBeforeBranch, unit * gamma * gamma_k * eps_pi / (h * h)},        // γ^{k+1} ε_π/(1−γ)²
           {term::kPolicyShiftActions, k == 0 ? unit * eps_pi / h : 0},                  // ε_π/(1−γ) at k = 0
           {term::kModelError, unit * gamma * (1 - gamma_k) * eps_m_prime / (h * h)}}};  // γ(1−γ^k) ε_m′/(1−γ)²
}

double calcTheorem43Limit(const Setting& setting, double eps_pi, Theorem43Form form) {
  requireSetting(setting);
  requireProbability("eps_pi", eps_pi);
  return form == Theorem43Form::with_action_terms ? 4 * setting.r_max * eps_pi / (1 - setting.discount) : 0;
}

double calcLinearEpsMPrime(double eps_m, double slope, double eps_pi) {
  requireProbability("eps_m", eps_m);
  if (!(slope >= 0 && std::isfinite(slope))) throw RangeError("slope", slope, "[0, ∞)");
  requireProbability("eps_pi", eps_pi);
  return std::min(1.0, eps_m + slope * eps_pi);
}

}  // namespace bound
