#include "bound/theorem_4_2.h"

#include <cmath>

namespace bound {

Penalty calcTheorem42(const Setting& setting, double eps_m, double eps_pi, std::int64_t k) {
  requireSetting(setting);
  requireProbability("eps_m", eps_m);
  requireProbability("eps_pi", eps_pi);
  requireRolloutLength(k);
  const auto [gamma, r_max] = setting;
  const double h = 1 - gamma, steps = static_cast<double>(k);
  const double gamma_k = std::pow(gamma, steps);  // 0⁰ = 1
  const double unit = 2 * r_max;
  return {{{term::kShiftBeforeBranch, unit * gamma * gamma_k * eps_pi / (h * h)},  // γ^{k+1} ε_π/(1−γ)²
           {term::kShiftAtBranch, unit * gamma_k * eps_pi / h},                    // γ^k ε_π/(1−γ)
           {term::kPolicyShiftActions, unit * 2 * eps_pi / h},                     // 2 ε_π/(1−γ)
           {term::kModelError, unit * steps * eps_m / h},                          // k ε_m/(1−γ)
           {term::kShiftInBranch, unit * steps * 2 * eps_pi / h}}};                // 2k ε_π/(1−γ)
}

}  // namespace bound
