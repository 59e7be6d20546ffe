#pragma once

#include <string>

#include "base/random_stream.h"
#include "mdp/linear_algebra.h"

namespace mdp {

/// p(s′ | s, a), shape [S·A, S]: row s·A + a is a distribution over s′.
using Kernel = Matrix;
/// π(a | s), shape [S, A]: each row is a distribution.
using Policy = Matrix;

/// A finite Markov decision process with an expected reward r(s, a) that is known: the learned p̂ replaces p alone.
/// The paper writes p(s′, r | s, a), but its proofs compare E r(s_t, a_t) under the two chains' state-action
/// distributions, so they hold for a reward that truth and model share. With a learned reward each step would
/// charge its ε_m once more: at γ = 0 Theorem 4.1 claims ν̂ = ν for π = π_D, which a wrong reward refutes.
struct FiniteMdp {
  std::string name;
  double discount = 0.9;  ///< γ in [0, 1)
  Vector start;           ///< ρ₀ [S]
  Kernel p;               ///< [S·A, S]
  Matrix reward;          ///< r(s, a) [S, A]

  std::size_t states() const { return reward.rows(); }
  std::size_t actions() const { return reward.columns(); }
  double calcRMax() const;  ///< max |r(s, a)|
};

/// A bug unless the shapes fit, every distribution sums to 1 within 1e-12 and γ is in [0, 1).
void check(const FiniteMdp& mdp);

/// What a random MDP is drawn from.
struct RandomMdpSpec {
  std::size_t states = 5, actions = 3;
  double discount = 0.9;
  double concentration = 0.5;  ///< of each Dirichlet row of p: small is nearly deterministic, 1 uniform on the simplex
  double reward_scale = 1;     ///< r(s, a) uniform in ± this
};
FiniteMdp makeRandomMdp(const RandomMdpSpec& spec, base::RandomStream& random);

/// One draw from the symmetric Dirichlet distribution of concentration > 0 over n outcomes.
Vector drawDirichlet(std::size_t n, double concentration, base::RandomStream& random);
/// `rows` of them: a kernel or a policy.
Matrix drawDirichletRows(std::size_t rows, std::size_t n, double concentration, base::RandomStream& random);

}  // namespace mdp
