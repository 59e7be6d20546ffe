#pragma once

#include <array>
#include <span>
#include <vector>

#include "agent/frozen_layer.h"

namespace agent {

/// An immutable copy of both critics in plain floats, beside the policy that they rate. No torch. Any number of threads
/// may use one at the same time.
///
///     Q̂(s, a) = min(Q_1(s, a), Q_2(s, a)) — an estimate of the discounted return, its entropy bonus included, as
///     the actor is trained on (Haarnoja et al. 2018; the smaller of two against overestimation: Fujimoto et al. 2018)
class FrozenCritic {
 public:
  using Network = std::vector<FrozenLayer>;  ///< [s, a] → one number

  /// Throws base::Error where a network's sizes, or the two networks, do not fit together.
  explicit FrozenCritic(std::array<Network, 2> networks);

  int inputSize() const { return networks_.front().front().inputs; }  ///< n_s + n_a
  /// Q̂ at s [n_s] and the normalised action a [n_a] in [−1, 1].
  double minQ(std::span<const double> s, std::span<const double> a) const;

  const std::array<Network, 2>& networks() const { return networks_; }

 private:
  std::array<Network, 2> networks_;
};

}  // namespace agent
