#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "agent/policy.h"
#include "agent/shift_penalty.h"
#include "agent/twin_critic.h"
#include "data/transition.h"
#include "nn/aligned_floats.h"
#include "nn/compute.h"
#include "nn/gradient_sum.h"
#include "nn/mlp_pass.h"
#include "nn/thread_team.h"

namespace agent {

/// One batch's way through actor and critics and back, by hand: the fast engine's twin of the losses' autograd. Each
/// member of the thread team takes its share of the rows all the way through, tile by tile, and sums its own gradient,
/// so that a pass needs no barrier inside. Owned and called by one thread.
class SacPass {
 public:
  SacPass(Policy& policy, TwinCritic& critic, const nn::Compute& compute);

  /// J_Q, what is recorded of it, and ∂J_Q/∂θ in `criticGradient`. epsilon [B, n_a].
  struct CriticPass {
    double loss = 0, q_mean = 0, q_abs_max = 0;
  };
  CriticPass passCritics(const data::TransitionBatch& batch, const at::Tensor& epsilon, double alpha, double discount);
  /// J_π, the means of log π and of the shift that a penalty charges, and ∂J_π/∂θ in `actorGradient`. epsilon [B, n_a].
  struct ActorPass {
    double loss = 0, mean_log_pi = 0, shift = 0;
  };
  ActorPass passActor(const data::TransitionBatch& batch, const at::Tensor& epsilon, double alpha,
                      const ShiftPenalty& penalty = {});

  nn::GradientSum& criticGradient() { return critic_gradient_; }
  nn::GradientSum& actorGradient() { return actor_gradient_; }

 private:
  /// What one team member works with.
  struct Lane {
    nn::MlpPass actor;
    std::array<nn::MlpPass, 2> critics;    ///< the actor's step needs what both keep of a tile
    nn::MlpPass target;                    ///< of both targets in turn
    std::optional<nn::MlpPass> behaviour;  ///< π_D; only once a penalty asks for it
    nn::AlignedFloats x, gradient_a, chosen_gradient_a, log_pi, y;
    CriticPass critic_sum;
    ActorPass actor_sum;
  };
  /// The rows of one tile, with the noise that belongs to them.
  struct Tile {
    nn::ConstMatrix rows, epsilon;
    double batch;  ///< rows of the whole batch
    bool first;    ///< of its lane: gradients are written, not added
  };
  template <class Work>
  void forEachTile(const data::TransitionBatch& batch, const at::Tensor& epsilon, Work work);

  void passCriticTile(Lane& lane, const Tile& tile, double alpha, double discount, float* gradient);
  void passActorTile(Lane& lane, const Tile& tile, double alpha, const ShiftPenalty& penalty, float* gradient);
  void calcActionGradient(Lane& lane, std::int64_t rows, float gradient_q);
  nn::Matrix inputOf(Lane& lane, std::int64_t rows) const;

  const Policy* policy_;
  const TwinCritic* critic_;
  nn::Compute compute_;
  data::TransitionLayout layout_;
  std::vector<Lane> lanes_;                   ///< one per team member
  const Policy* behaviour_policy_ = nullptr;  ///< whose passes the lanes hold
  nn::GradientSum critic_gradient_, actor_gradient_;
};

}  // namespace agent
