#pragma once

#include "mdp/finite_mdp.h"

namespace mdp {

/// A deterministic policy that is optimal for the MDP's rewards and discount with transitions p, by policy iteration
/// (Howard 1960) with exact evaluation. Ties go to the action already taken, then to the lowest index.
Policy calcOptimalPolicy(const FiniteMdp& mdp, const Kernel& p);

}  // namespace mdp
