#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "agent/frozen_policy.h"
#include "mbpo/configuration.h"

namespace mbpo {

/// The numbered stages of Algorithm 2, in the order in which they run (trainer.h).
enum class Stage {
  warm_up,   ///< 4 with uniform random actions, before the first fit
  fit,       ///< 1
  choose_k,  ///< 2
  roll_out,  ///< 3
  act,       ///< 4
  update,    ///< 5
  measure,   ///< 6, evaluation episodes included
  publish,   ///< 7
  finished
};
std::string_view stageName(Stage stage);

/// What a run looks like at one moment: an immutable value that any thread may read (stage 7).
struct Snapshot {
  Stage stage = Stage::warm_up;
  double stage_progress = 0;           ///< 0…1 within the stage where known, else 0
  int epoch = -1, epochs = 0;          ///< 0-based, −1 during the warm-up; number of epochs in all
  std::int64_t real_steps = 0, total_steps = 0;
  std::int64_t updates = 0;            ///< SAC updates so far
  double wall_seconds = 0;             ///< training time, pauses excluded
  double updates_per_second = 0, steps_per_second = 0;  ///< over the last seconds
  double eta_seconds = 0;              ///< estimated time left; 0 when not known yet
  int rollout_length = 0;              ///< k in force
  int rollouts_per_step = 0;           ///< M in force
  int updates_per_step = 0;            ///< G in force
  std::int64_t env_buffer_size = 0, model_buffer_size = 0, model_buffer_capacity = 0;  ///< rows
  double evaluation_return = 0, best_evaluation_return = 0;  ///< NaN before the first evaluation
  long unstable_episodes = 0;          ///< real episodes ended by NaN or unstable physics
  std::shared_ptr<const Configuration> configuration;        ///< as in force now
  std::shared_ptr<const agent::FrozenPolicy> policy;         ///< newest; null before the first
};

}  // namespace mbpo
