#include "mbpo/return_bound.h"

#include <algorithm>
#include <cmath>

#include "bound/theorem_4_1.h"
#include "bound/theorem_4_2.h"
#include "bound/theorem_4_3.h"

namespace mbpo {

bool BoundErrors::isKnown() const {
  return std::isfinite(eps_m) && std::isfinite(eps_m_prime) && std::isfinite(eps_pi);
}

bound::Penalty calcPenalty(const std::string& theorem, const bound::Setting& setting, const BoundErrors& errors,
                           std::int64_t k) {
  using bound::Theorem43Form;
  if (theorem == "4.1") return bound::calcTheorem41(setting, errors.eps_m, errors.eps_pi);
  if (theorem == "4.2") return bound::calcTheorem42(setting, errors.eps_m, errors.eps_pi, k);
  const auto form = theorem == "4.3-published" ? Theorem43Form::as_published : Theorem43Form::with_action_terms;
  return bound::calcTheorem43(setting, errors.eps_m_prime, errors.eps_pi, k, form);
}

double calcShiftPrice(const std::string& theorem, const bound::Setting& setting, double slope, std::int64_t k) {
  // ∂C/∂ε_π = C(ε_m = 0, ε_π = 1) + d C(ε_m′ = 1, ε_π = 0)
  const double by_shift = calcPenalty(theorem, setting, {0, 0, 1}, k).calcTotal();
  const bool charges_eps_m_prime = theorem != "4.1" && theorem != "4.2";
  if (!charges_eps_m_prime || slope == 0) return by_shift;
  return by_shift + slope * calcPenalty(theorem, setting, {0, 1, 0}, k).calcTotal();
}

std::int64_t clampRolloutLength(std::optional<std::int64_t> k_star, std::int64_t k_max) {
  return k_star ? std::clamp<std::int64_t>(*k_star, 1, k_max) : k_max;
}

}  // namespace mbpo
