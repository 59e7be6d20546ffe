#include "bound/rollout_length.h"

#include <cmath>

namespace bound {
namespace {

/// γ^k ε_π > ε_m′, in extended precision: there k is exact up to 2⁶³, as large as the smallest double can make it.
bool oneMoreStepPays(double discount, double eps_m_prime, double eps_pi, std::int64_t k) {
  const long double gamma_k = std::pow(static_cast<long double>(discount), static_cast<long double>(k));
  return gamma_k * static_cast<long double>(eps_pi) > static_cast<long double>(eps_m_prime);
}

}  // namespace

std::optional<std::int64_t> calcOptimalRolloutLength(double discount, double eps_m_prime, double eps_pi) {
  requireSetting({discount, 1});
  requireProbability("eps_m_prime", eps_m_prime);
  requireProbability("eps_pi", eps_pi);
  if (eps_m_prime >= eps_pi) return 0;
  if (discount == 0) return 1;  // γ⁰ ε_π > ε_m′ ≥ γ¹ ε_π
  if (eps_m_prime == 0) return std::nullopt;
  const long double log_ratio =
      std::log(static_cast<long double>(eps_pi)) - std::log(static_cast<long double>(eps_m_prime));
  const auto estimate = std::ceil(log_ratio / -std::log(static_cast<long double>(discount)));
  auto k = static_cast<std::int64_t>(estimate);  // ≤ 745/2⁻⁵³ < 2⁶³
  while (k > 0 && !oneMoreStepPays(discount, eps_m_prime, eps_pi, k - 1)) --k;
  while (oneMoreStepPays(discount, eps_m_prime, eps_pi, k)) ++k;
  return k;
}

std::int64_t searchOptimalRolloutLength(const Setting& setting, double eps_m_prime, double eps_pi, std::int64_t k_max,
                                        Theorem43Form form) {
  requireRolloutLength(k_max);
  std::int64_t best = 0;
  double least = calcTheorem43(setting, eps_m_prime, eps_pi, 0, form).calcTotal();
  for (std::int64_t k = 1; k <= k_max; ++k) {
    const double penalty = calcTheorem43(setting, eps_m_prime, eps_pi, k, form).calcTotal();
    if (penalty >= least) continue;
    least = penalty;
    best = k;
  }
  return best;
}

}  // namespace bound
