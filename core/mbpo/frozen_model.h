#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "agent/frozen_policy.h"

namespace mbpo {

/// The learned model at one moment, and what it takes to look into it, as plain values: what crosses threads and
/// processes. Immutable once made. Floats are the trainer's own.
struct FrozenModel {
  std::string environment;
  std::int64_t real_steps = 0;
  int epoch = -1;
  std::int64_t fits = 0;                              ///< 0: the networks are as they were initialised
  bool inside_fit = false;                            ///< taken while the networks were being fitted
  int rollout_length = 1;                             ///< k in force
  std::shared_ptr<const agent::FrozenPolicy> policy;  ///< π

  struct Ensemble {
    int members = 0, n_s = 0, n_a = 0, hidden = 0, hidden_layers = 0;
    bool fixed_log_variance = false;
    std::vector<float> values;  ///< nn::FlatParameters of a model::GaussianEnsemble of this shape
    std::vector<float> input_mean, input_std, target_mean, target_std;
    std::vector<std::int64_t> elites;
  } ensemble;

  std::vector<double> sigma_s;  ///< of each observation over D_env [n_s]
  std::vector<double> sigma_y;  ///< of each output y = [Δs, r] over D_env [n_s + 1]

  /// D_env: windows of consecutive steps of one episode that begin at rows drawn uniformly, as stage 3 draws its
  /// starts.
  struct Window {
    int steps = 0;
    bool terminated = false;         ///< by the task's own end, after the last step
    std::vector<float> observation;  ///< [steps + 1][n_s]
    std::vector<float> action;       ///< [steps][n_a], normalised to [−1, 1]
    std::vector<float> reward;       ///< [steps]
  };
  std::vector<Window> windows;
  std::vector<float> env_states;  ///< [n][n_s], drawn uniformly
  std::int64_t env_rows = 0;

  /// D_model: where its branches start, drawn uniformly, and how long they got.
  std::vector<float> model_starts;                ///< [n][n_s]
  std::int64_t model_branches = 0;                ///< that they were drawn from
  std::vector<std::int64_t> branch_rows;          ///< rows of D_model by their step t in the branch
  std::vector<std::int64_t> terminated_branches;  ///< those of them that ended their branch by termination
  std::int64_t model_rows = 0, model_capacity = 0;
  double model_rows_per_step = 0;  ///< that a real step brings now: M × the mean branch length; 0: none yet
};

}  // namespace mbpo
