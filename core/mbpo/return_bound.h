#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "bound/penalty.h"
#include "bound/setting.h"

namespace mbpo {

/// What the return bounds of a run are made of, as estimated or set; NaN: not known yet.
struct BoundErrors {
  double eps_m = 0, eps_m_prime = 0, eps_pi = 0;  ///< [0, 1]

  bool isKnown() const;
};

/// C of the theorem with that name: 4.1 | 4.2 | 4.3 | 4.3-published, the values of the parameter bound_theorem.
/// 4.1 and 4.2 take ε_m, 4.3 takes ε_m′; 4.1 has no k. Throws bound::RangeError.
bound::Penalty calcPenalty(const std::string& theorem, const bound::Setting& setting, const BoundErrors& errors,
                           std::int64_t k);

/// ∂C/∂ε_π at a fixed k, in reward units per unit of TV: what conservative mode charges (its λ for c = 1). Every C is
/// linear in its errors, so this is C at ε_m = 0, ε_π = 1 and, for 4.3 with ε_m′ = ε_m + d ε_π, d times C at ε_m′ = 1,
/// ε_π = 0:
///
///     4.1   4γ r_max/(1−γ)² + 4 r_max/(1−γ)
///     4.2   2 r_max [ γ^{k+1}/(1−γ)² + (γ^k + 2)/(1−γ) + 2k/(1−γ) ]
///     4.3   2 r_max [ γ^{k+1}/(1−γ)² + (γ^k + 2)/(1−γ) + k d/(1−γ) ]      (γ^k alone as published)
///
/// slope: d ≥ 0; 0 where ε_m′ is not the linear model. Throws bound::RangeError.
double calcShiftPrice(const std::string& theorem, const bound::Setting& setting, double slope, std::int64_t k);

/// k = clamp(k*, 1, k_max); k_max where k* is unbounded. k_max ≥ 1.
std::int64_t clampRolloutLength(std::optional<std::int64_t> k_star, std::int64_t k_max);

}  // namespace mbpo
