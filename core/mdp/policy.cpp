#include "mdp/policy.h"

#include <algorithm>

#include "mdp/exact_error.h"

namespace mdp {

Policy makeUniformPolicy(const FiniteMdp& mdp) {
  return Policy(mdp.states(), mdp.actions(), 1.0 / static_cast<double>(mdp.actions()));
}

double calcEpsPi(const Policy& policy, const Policy& behaviour_policy) {
  const Vector tv = calcRowTv(policy, behaviour_policy);
  return *std::max_element(tv.begin(), tv.end());
}

}  // namespace mdp
