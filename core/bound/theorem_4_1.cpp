#include "bound/theorem_4_1.h"

namespace bound {
namespace {

void requireArguments(const Setting& setting, double eps_m, double eps_pi) {
  requireSetting(setting);
  requireProbability("eps_m", eps_m);
  requireProbability("eps_pi", eps_pi);
}

}  // namespace

Penalty calcTheorem41(const Setting& setting, double eps_m, double eps_pi) {
  requireArguments(setting, eps_m, eps_pi);
  const auto [gamma, r_max] = setting;
  const double h = 1 - gamma;                                                 // 1/h is the effective horizon
  return {{{term::kModelError, 2 * gamma * r_max * eps_m / (h * h)},          // 2γ r_max ε_m/(1−γ)²
           {term::kPolicyShiftStates, 4 * gamma * r_max * eps_pi / (h * h)},  // 4γ r_max ε_π/(1−γ)²
           {term::kPolicyShiftActions, 4 * r_max * eps_pi / h}}};             // 4 r_max ε_π/(1−γ)
}

// Let κ_t(s) be the mass that never left the common path of the two chains (π, p) and (π, p̂) and of π_D:
//     κ_{t+1}(s′) = Σ_{s,a} κ_t(s) min(π, π_D)(a|s) min(p, p̂)(s′|s,a),  κ_0 = the start distribution.
// κ_t lies below all three state distributions, so a step loses at most E_{s,a∼π_D,t} TV(p ‖ p̂) + max_s TV(π ‖ π_D)
// ≤ ε_m + ε_π of it, and the two chains' states at time t differ by TV ≤ 1 − Σ κ_t ≤ t(ε_m + ε_π). Their actions come
// from the same π, so |ν − ν̂| ≤ Σ_t γ^t · 2 r_max t(ε_m + ε_π), which is C. The published proof goes through the return
// of π_D and so pays for the policy shift twice, in states and in actions.
Penalty calcCoupledTheorem41(const Setting& setting, double eps_m, double eps_pi) {
  requireArguments(setting, eps_m, eps_pi);
  const auto [gamma, r_max] = setting;
  const double h = 1 - gamma;
  return {{{term::kModelError, 2 * gamma * r_max * eps_m / (h * h)},            // 2γ r_max ε_m/(1−γ)²
           {term::kPolicyShiftStates, 2 * gamma * r_max * eps_pi / (h * h)}}};  // 2γ r_max ε_π/(1−γ)²
}

}  // namespace bound
