#pragma once

#include <string>
#include <vector>

#include "mdp/theorem.h"

namespace mdp {

/// Two-state worlds on which the bounds are as tight as they ever get. Both states are absorbing unless said otherwise,
/// rewards are ± 1, and ε in (0, 1) sizes the one thing that is wrong; to first order in ε the gap is a closed form.
/// Random MDPs stay far from their bounds, so these are what a wrong constant trips over.
enum class TightFamily {
  /// Truth stays in the good state (+1), the model leaves it for the bad one (−1) with probability ε; π = π_D.
  /// ε_m = ε_m′ = ε, ε_π = 0. Gap: 2εγ/(1−γ)² at full length, 2εγ(1−γ^k)/(1−γ)² branched.
  wrong_model,
  /// The model is right. π_D stays in the good state, π takes with probability ε an action that earns −1 and leads to
  /// the bad one. ε_m = ε_m′ = 0, ε_π = ε. Gap: 0 at full length, 2εγ^{k+1}/(1−γ)² for k ≥ 1, 2ε/(1−γ)² for k = 0.
  shifted_policy,
  /// π_D stays in the poor state (−1), π takes with probability ε an action that truly leads to the rich one (+1), and
  /// the model, never shown it, believes that nothing happens. ε_m = 0, ε_m′ = ε_π = ε. Gap: 2εγ/(1−γ)², for every k.
  unseen_action,
};
inline constexpr TightFamily kTightFamilies[] = {TightFamily::wrong_model, TightFamily::shifted_policy,
                                                 TightFamily::unseen_action};

Experiment makeTightExperiment(TightFamily family, double discount, double epsilon);

/// At γ = 1/2 and ε → 0, the share gap/penalty that a theorem must reach on a family, worked out by hand. A penalty
/// that is larger than it should be is never violated; it misses its share instead.
struct SharpnessClaim {
  std::string theorem;
  TightFamily family;
  int k;
  double share;
};
const std::vector<SharpnessClaim>& sharpnessClaims();

/// The share of a theorem on a claim's experiment, and whether it is the claimed one within 1e-3.
double calcShare(const Theorem& theorem, const SharpnessClaim& claim);
bool isMet(const SharpnessClaim& claim, double share);

}  // namespace mdp
