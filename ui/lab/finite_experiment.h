#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "mdp/theorem.h"

namespace lab {

/// A finite MDP with a wrong model of it and a policy that has moved, as the page's dials say. A plain value.
struct FiniteSpec {
  enum class Model { noise, samples };
  std::string world = "two-rooms";  ///< one of mdp::mdpNames()
  std::uint64_t seed = 1;           ///< of π_D, the noise, the samples, and the random MDP
  double discount = 0.9;            ///< γ in [0, 0.99], in place of the world's own
  double shift = 0.3;               ///< α in [0, 1]: π = (1−α) π_D + α · (optimal policy of p̂)
  Model model = Model::noise;
  double noise = 0.05;          ///< p̂ = (1−β) p + β · (a random kernel), β in [0, 1]
  std::int64_t samples = 1000;  ///< p̂ by maximum likelihood from so many transitions of π_D, ≥ 1
  int k_max = 30;

  bool operator==(const FiniteSpec&) const = default;
};

/// Both sides of one theorem for every k; a single entry where the theorem has none. Reward units.
struct FiniteLine {
  std::string theorem;
  bool branched = false;
  std::vector<double> gap, penalty;  ///< |ν − model-side return|, C
  bool holds = true;                 ///< gap ≤ penalty throughout, to 1e-9 of r_max/(1−γ)
};

struct FiniteResult {
  FiniteSpec spec;
  mdp::ExactCase exact;
  std::size_t states = 0, actions = 0;
  std::vector<FiniteLine> lines;  ///< in the order of mdp::allTheorems
  bool holds() const;
};

/// Pure and exact to rounding; a millisecond or two, with a million samples more. Throws base::Error for a world that
/// there is not.
FiniteResult calcFiniteResult(const FiniteSpec& spec);

}  // namespace lab
