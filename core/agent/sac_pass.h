#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "agent/policy.h"
#include "agent/shift_penalty.h"
#include "agent/twin_critic.h"
#include "data/transition.h"
#include "nn/compute.h"
#include "nn/mlp_pass.h"
#include "nn/thread_team.h"

namespace agent {

/// One batch's way through actor and critics and back, by hand: the fast engine's twin of the losses' autograd. Each
/// member of the thread team takes its share of the rows all the way through, so that a pass needs no barrier inside.
/// Owned and called by one thread.
class SacPass {
 public:
  SacPass(Policy& policy, TwinCritic& critic, const nn::Compute& compute);

  /// J_Q and what is recorded of it; then δ is ready for `criticGradient`. epsilon [B, n_a].
  struct CriticPass {
    double loss = 0, q_mean = 0, q_abs_max = 0;
  };
  CriticPass passCritics(const data::TransitionBatch& batch, const at::Tensor& epsilon, double alpha, double discount);
  /// J_π, the mean of log π and that of √(KL/2 + δ), 0 without a penalty; then δ is ready for `actorGradient`.
  /// epsilon [B, n_a].
  struct ActorPass {
    double loss = 0, mean_log_pi = 0, shift = 0;
  };
  ActorPass passActor(const data::TransitionBatch& batch, const at::Tensor& epsilon, double alpha,
                      const ShiftPenalty& penalty = {});

  /// One team member's part of ∂J_Q/∂θ, into the critics' flat gradient buffer.
  void criticGradient(int member);
  /// One team member's part of ∂J_π/∂θ, into the policy's.
  void actorGradient(int member);

 private:
  void reserve(const data::TransitionBatch& batch);
  void passActorRows(const data::TransitionBatch& batch, nn::ConstMatrix epsilon, double alpha,
                     const ShiftPenalty& penalty, int member);
  void calcActionGradient(nn::Range rows, float gradient_q);

  Policy* policy_;
  TwinCritic* critic_;
  nn::Compute compute_;
  std::int64_t capacity_ = 0;  ///< rows that the buffers below hold

  // Built for the largest batch seen.
  std::unique_ptr<nn::MlpPass> actor_;
  std::unique_ptr<nn::MlpPass> behaviour_;    ///< π_D; only once a penalty asks for it
  const Policy* behaviour_policy_ = nullptr;  ///< whose pass that is
  std::array<std::unique_ptr<nn::MlpPass>, 2> critics_, targets_;
  std::vector<float> x_, gradient_a_, compact_gradient_, log_pi_;
  nn::ConstMatrix s_, critic_x_;  ///< inputs of the newest passes, for the weight gradients
  data::TransitionLayout layout_;
  at::Tensor rows_;               ///< the newest batch, which s_ and critic_x_ view

  // One entry per team member, added up in this order.
  std::vector<CriticPass> critic_sums_;
  std::vector<ActorPass> actor_sums_;
};

}  // namespace agent
