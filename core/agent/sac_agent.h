#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "agent/policy.h"
#include "agent/sac_pass.h"
#include "agent/shift_penalty.h"
#include "agent/twin_critic.h"
#include "data/transition.h"
#include "nn/adam.h"
#include "nn/compute.h"
#include "nn/noise.h"

namespace agent {

/// What may change between updates.
struct AgentSettings {
  double discount = 0.99;
  double polyak = 0.005;
  std::int64_t target_update_interval = 1;  ///< updates between two steps of the targets
  double actor_learning_rate = 3e-4, critic_learning_rate = 3e-4, alpha_learning_rate = 3e-4;
  bool automatic_alpha = true;
  double target_entropy = -1;
};

/// One update in numbers. Not finite: nothing was changed from the first bad loss on.
struct UpdateStatistics {
  double critic_loss = 0, actor_loss = 0, alpha_loss = 0;
  double alpha = 0;    ///< in force during the update
  double entropy = 0;  ///< −mean log π of the batch's fresh actions
  double q_mean = 0, q_abs_max = 0;
  double shift = 0;  ///< mean √(KL(π ‖ π_D)/2) of the batch where a penalty was charged, else 0
  bool finite = true;
};

/// Soft actor-critic (Haarnoja et al. 2018) with automatic temperature. One owner thread.
class SacAgent {
 public:
  SacAgent(const AgentShape& shape, double initial_alpha, nn::Noise& initialisation, const nn::Compute& compute = {});

  /// One gradient step on critics, actor and temperature, in this order; then the targets follow. With a penalty the
  /// actor loss gains λ mean √(KL(π ‖ π_D)/2); without, the very same numbers as ever.
  UpdateStatistics update(const data::TransitionBatch& batch, const AgentSettings& settings, nn::Noise& noise,
                          const ShiftPenalty& penalty = {});

  /// Takes over all that another agent of the same shape has learned, its optimisers included.
  void become(const SacAgent& other);

  /// The policy in plain floats, with the critics that rate it: one immutable value.
  std::shared_ptr<const FrozenPolicy> freeze(std::vector<double> action_low, std::vector<double> action_high) const;

  Policy policy;
  TwinCritic critic;
  nn::Adam actor_optimiser, critic_optimiser, alpha_optimiser;
  at::Tensor log_alpha;  ///< [1]
  std::int64_t updates = 0;

 private:
  bool updateCritics(const data::TransitionBatch& batch, const AgentSettings& settings, nn::Noise& noise,
                     UpdateStatistics& statistics);
  bool updateActor(const data::TransitionBatch& batch, const AgentSettings& settings, nn::Noise& noise,
                   const ShiftPenalty& penalty, UpdateStatistics& statistics);
  void updateTemperature(const AgentSettings& settings, UpdateStatistics& statistics);
  void followTargets(double tau);

  nn::Compute compute_;
  std::unique_ptr<SacPass> pass_;  ///< with the fast engine only
};

}  // namespace agent
