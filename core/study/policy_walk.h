#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>

#include "agent/sac_agent.h"
#include "mbpo/configuration.h"
#include "mbpo/training_state.h"

namespace study {

/// A model trained on some transitions of π_D and then frozen, and a policy that starts as π_D and is improved on it:
/// SAC on branched rollouts of the model, exactly as in stages 1, 3 and 5 of training, but no real step is ever taken
/// and the model never learns again. One owner thread.
class PolicyWalk {
 public:
  /// rows [n, width]: all the data there will ever be. The agent starts as a copy of π_D's.
  PolicyWalk(const mbpo::Configuration& configuration, const agent::SacAgent& behaviour, const at::Tensor& rows);

  /// k, throughout: what the configuration says for the first epoch.
  static int rolloutLength(const mbpo::Configuration& configuration);

  /// One minibatch of the fit. False when the model is fitted and frozen.
  bool fitStep();
  double fitProgress() const;  ///< a guess: how long early stopping takes is not known
  std::int64_t fitEpochs() const { return fit_epochs_; }
  double holdoutRmse() const { return holdout_rmse_; }
  bool diverged() const { return diverged_; }

  /// From here on so many SAC updates, after new rollouts from the present policy: M/G branches per update as in
  /// training, at least one chunk.
  void beginLeg(std::int64_t updates);
  bool rollOutStep();  ///< false when D_model is filled
  bool updateStep();   ///< false when the last update is done. Throws base::Error when learning has diverged.

  const agent::Policy& policy() const { return state_->agent.policy; }
  const agent::Policy& behaviourPolicy() const { return state_->behaviour_policy; }
  const model::GaussianEnsemble& ensemble() const { return state_->ensemble; }
  std::int64_t updates() const { return updates_; }                    ///< since π_D
  std::int64_t dataSize() const { return state_->env_buffer.size(); }  ///< n, always

 private:
  std::unique_ptr<mbpo::TrainingState> state_;
  std::int64_t updates_ = 0, updates_left_ = 0, fit_epochs_ = 0, bad_updates_ = 0;
  double holdout_rmse_ = 0;
  bool diverged_ = false;
};

}  // namespace study
