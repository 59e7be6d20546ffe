#pragma once

#include <cstdint>
#include <optional>

#include "bound/theorem_4_3.h"

namespace bound {

/// k* = argmin_k of Theorem 4.3's C(k), the smallest one where several are best; empty: C falls for ever. C's bracket
/// is γ^k ε_π/(1−γ)² + k ε_m′/(1−γ) + const, so one more model step pays exactly while γ^k ε_π > ε_m′, and
///
///     k* = 0                                  if ε_m′ ≥ ε_π
///     k* = ⌈ ln(ε_π/ε_m′) / ln(1/γ) ⌉          otherwise;  1 for γ = 0
///     k* unbounded                            if ε_m′ = 0 < ε_π and γ > 0
///
/// It depends on γ and the ratio ε_m′/ε_π alone, so it tells something even where the bound is vacuous. The logarithms'
/// rounding is repaired by asking the criterion itself, for the numbers as given: 0.9, 0.1 and 0.081 are no tie, since
/// their binary values are none. discount in [0, 1), errors in [0, 1]; throws RangeError.
std::optional<std::int64_t> calcOptimalRolloutLength(double discount, double eps_m_prime, double eps_pi);

/// Its twin that knows no formula: the first k in 0 … k_max with the smallest penalty. Throws RangeError.
std::int64_t searchOptimalRolloutLength(const Setting& setting, double eps_m_prime, double eps_pi, std::int64_t k_max,
                                        Theorem43Form form = Theorem43Form::with_action_terms);

}  // namespace bound
