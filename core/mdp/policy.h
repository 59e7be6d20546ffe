#pragma once

#include "mdp/finite_mdp.h"

namespace mdp {

/// Every action equally likely. [S, A]
Policy makeUniformPolicy(const FiniteMdp& mdp);

/// ε_π = max_s TV(π ‖ π_D) over all states, in [0, 1]. Along a mixture it is α times its value at α = 1.
double calcEpsPi(const Policy& policy, const Policy& behaviour_policy);

}  // namespace mdp
