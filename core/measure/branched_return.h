#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>
#include <vector>

#include "base/random_stream.h"
#include "measure/discounted_return.h"
#include "measure/episode.h"
#include "measure/model_rollout.h"

namespace measure {

/// ν̂_branch(k) for k = 0 … k_max from real episodes of π_D (Janner et al. 2019, section 4.2): the reward at time t is
/// taken after t − min(t,k) real steps and min(t,k) model steps with π,
///
///     ν̂_branch(k) = Σ_{t<H} γ^t E[ r̂_{u, m} ],   m = min(t,k),  u = t − m
///                 = Σ_{t<k} γ^t E[ r̂_{0, t} ]  +  γ^k Σ_u γ^u 1[u + k < H] E[ r̂_{u, k} ]          (k ≥ 1)
///
/// where r̂_{u, j} is the reward of model step j (from 0) of a branch that starts at the real s_u and acts by π. So one
/// set of branches of k_max + 1 model steps serves every k, and neighbouring k share their noise. k = 0 is the real
/// discounted return of π_D: its own actions, its own rewards, no model.
///
/// Ends. A terminal end, real or predicted, is followed by rewards 0 for ever: no branch starts after a real one, and a
/// branch that outlives the real episode counts up to H. An episode that ended otherwise before H (time limit) says
/// nothing about later states: for it H is its own length, for every k alike.
///
/// Cost. Per episode some branches start at u = 0 (first sum), others at times drawn with probability ∝ γ^u, evenly
/// spaced along its cumulative sum (second sum; unbiased with equal weights Σ_u γ^u / S); where that would be more
/// branches than real states, every u is used once with weight γ^u.
struct BranchPlan {
  struct Branch {
    std::int64_t episode = 0, u = 0;
    double weight = 0;  ///< in the sum it serves; the weights of one sum add up to 1 (first) or Σ_u γ^u (second)
    bool from_start = false;  ///< serves the first sum
  };
  std::vector<Branch> branches;
  at::Tensor s;  ///< [B, n_s] start states: roll them out for k_max + 1 steps
  std::int64_t k_max = 0, horizon = 0;
  double discount = 0;
};

/// At least two branches per episode whatever the budget; else about `model_steps` steps in all.
BranchPlan drawBranches(std::span<const Episode> episodes, double discount, std::int64_t horizon, std::int64_t k_max,
                        std::int64_t model_steps, base::RandomStream& random);

/// One estimate per k = 0 … k_max, from the finished rollout of the plan's start states. Each episode gives one value
/// per k; mean and standard error are over episodes. Branches that are not finite are left out and the others of their
/// episode and sum weigh more.
std::vector<ReturnEstimate> calcBranchedReturns(std::span<const Episode> episodes, const BranchPlan& plan,
                                                const ModelRollout& rollout, double r_max);

}  // namespace measure
