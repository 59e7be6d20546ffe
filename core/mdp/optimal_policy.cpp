#include "mdp/optimal_policy.h"

#include <cmath>

#include "mdp/exact_return.h"

namespace mdp {

Policy calcOptimalPolicy(const FiniteMdp& mdp, const Kernel& p) {
  const std::size_t states = mdp.states(), actions = mdp.actions();
  // Gains below rounding would let two equal policies take turns for ever.
  const double least_gain = 1e-12 * (1 + mdp.calcRMax() / (1 - mdp.discount));
  std::vector<std::size_t> chosen(states, 0);
  for (;;) {
    bool improved = false;
    Policy policy(states, actions);
    for (std::size_t s = 0; s < states; ++s) policy(s, chosen[s]) = 1;
    const Vector v =
        solveValues(calcStateTransitions(p, policy), mdp.discount, calcExpectedRewards(mdp.reward, policy));
    for (std::size_t s = 0; s < states; ++s) {
      const auto calcQ = [&](std::size_t a) {  // Q(s, a) = r(s, a) + γ Σ_s′ p(s′|s, a) v(s′)
        double next = 0;
        for (std::size_t j = 0; j < states; ++j) next += p(s * actions + a, j) * v[j];
        return mdp.reward(s, a) + mdp.discount * next;
      };
      double best = calcQ(chosen[s]) + least_gain;
      for (std::size_t a = 0; a < actions; ++a) {
        const double q = calcQ(a);
        if (q <= best) continue;
        best = q;
        chosen[s] = a;
        improved = true;
      }
    }
    if (!improved) return policy;
  }
}

}  // namespace mdp
