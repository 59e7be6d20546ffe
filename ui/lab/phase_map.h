#pragma once

#include <cstdint>
#include <vector>

namespace lab {

/// Theorem 4.3's k* over the plane of (ε_π, ε_m), both logarithmic. One more model step pays while γ^k ε_π > ε_m′ with
/// ε_m′ = ε_m + d ε_π (core/bound/rollout_length.h), so
///
///     k* ≥ b  ⇔  ε_m < ε_π (γ^{b−1} − d)
///
/// and on logarithmic axes every contour is a straight line of slope 1. Those with γ^{b−1} ≤ d do not exist.
struct PhaseContour {
  std::int64_t length = 1;  ///< b: below the contour, k* ≥ b
  double ratio = 1;         ///< ε_m/ε_π on it, in (0, 1]
};

/// Contours at 1, 2, 5, 10, 20, 50, … as far as they exist, each at least `gap` decades below the last one kept and
/// none lower than ε_m/ε_π = 10^−depth.
std::vector<PhaseContour> calcPhaseContours(double discount, double slope, double gap, double depth);

}  // namespace lab
