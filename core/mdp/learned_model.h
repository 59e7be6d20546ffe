#pragma once

#include <cstdint>

#include "mdp/finite_mdp.h"

namespace mdp {

/// How often (s, a) led to s′: [S·A, S].
using TransitionCounts = Matrix;

/// n independent transitions of π_D: (s, a) from its discounted occupancy (1 − γ) Σ_t γ^t π_D,t, then s′ from p.
/// Independence is what makes the count of a pair say nothing about where it led, as calcPacTv needs.
TransitionCounts sampleTransitions(const FiniteMdp& mdp, const Policy& behaviour_policy, std::int64_t n,
                                   base::RandomStream& random);

/// The maximum-likelihood p̂(s′|s, a) = n(s, a, s′)/n(s, a); uniform where a pair was never tried.
Kernel fitMaximumLikelihood(const TransitionCounts& counts);

/// With probability ≥ confidence, TV(p ‖ p̂) ≤ this for every (s, a) at once, [S·A]:
///
///     TV ≤ √( ln((2^S − 2) S A / δ) / (2 n(s, a)) ),  δ = 1 − confidence,  at most 1
///
/// for the maximum-likelihood p̂ (Weissman et al. 2003, Theorem 2.1: P(‖p − p̂‖₁ ≥ x) ≤ (2^S − 2) e^{−n x²/2}, with
/// TV = ½‖·‖₁ and a union bound over the pairs). confidence in (0, 1).
Vector calcPacTv(const TransitionCounts& counts, double confidence);

}  // namespace mdp
