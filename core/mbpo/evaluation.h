#pragma once

#include <memory>
#include <vector>

#include "agent/frozen_policy.h"

namespace mbpo {

struct TrainingState;

/// The evaluation episodes of stage 6 in progress: the mean action in the real environment, undiscounted.
struct Evaluation {
  std::shared_ptr<const agent::FrozenPolicy> policy;
  std::vector<double> returns, lengths;  ///< of finished episodes
  std::vector<double> s;                 ///< present observation of the episode in progress
  double running_return = 0;             ///< of that episode
  bool in_episode = false;
};

/// One unit: some steps, at most to an episode's end. False when all are played; then the epoch's row has them.
bool continueEvaluation(TrainingState& state);

}  // namespace mbpo
