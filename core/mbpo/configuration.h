#pragma once

#include <cstdint>
#include <string>

#include "rollout/schedule.h"

namespace mbpo {

/// Every number that one training run depends on. Keys, units, ranges, help texts and which of them may change
/// while a run goes on stand once, in parameter_registry.cpp; defaults stand here (the `paper` preset's common part).
struct Configuration {
  // run
  std::string environment = "inverted_pendulum";  ///< bundled task name, or path of a JSON task file
  std::string preset = "interactive";             ///< where the defaults came from; a label
  std::int64_t seed = 1;
  std::int64_t steps = 5000;                      ///< real steps in all, warm-up included
  std::int64_t threads = 0;                       ///< that compute; 0: as many as are fastest here, fixed at the start
  std::string engine = "fast";                    ///< fast | reference: kernels by hand, or LibTorch's autograd
  std::string precision = "fp32";                 ///< fp32 | bf16: what the fast engine's products are rounded to
  std::int64_t epoch_length = 250;                ///< E, real steps
  std::int64_t warm_up_steps = 500;               ///< uniform random real steps before the first fit
  std::int64_t eval_episodes = 3;
  bool collect_mean_action = false;               ///< act with tanh(μ) instead of a sample of π
  std::int64_t record_interval = 10;              ///< real steps per row of samples.jsonl

  // rollouts
  std::int64_t model_train_interval = 250;        ///< real steps between model fits
  std::string rollout_mode = "schedule";          ///< manual | schedule | auto
  std::int64_t rollout_length = 1;                ///< k where the mode is manual
  std::int64_t rollout_length_max = 15;           ///< k_max: auto takes clamp(k*, 1, k_max)
  rollout::Schedule rollout_schedule{1, 15, 1, 1};
  std::int64_t rollouts_per_step = 400;           ///< M
  std::int64_t updates_per_step = 10;             ///< G
  double real_ratio = 0.05;                       ///< share of D_env rows in every SAC batch
  std::int64_t retain_epochs = 1;                 ///< epochs of rollouts that D_model holds
  std::int64_t env_buffer_capacity = 1'000'000;   ///< D_env rows
  std::int64_t model_buffer_limit = 2'000'000;    ///< upper bound on D_model rows, whatever k, M and retain_epochs ask

  // model
  std::int64_t ensemble_size = 7;
  std::int64_t elite_size = 5;
  std::int64_t model_hidden = 200;
  std::int64_t model_layers = 4;                  ///< hidden layers
  double model_learning_rate = 1e-3;
  std::int64_t model_batch = 256;
  std::string model_weight_decay = "2.5e-5,5e-5,7.5e-5,7.5e-5,1e-4";  ///< one per layer, or one for all
  bool fixed_log_variance = false;                ///< log-variance bounds stay at 0.5 and −10
  bool standardise_targets = false;               ///< scale [Δs, r] by their standard deviations
  double holdout_ratio = 0.2;
  std::int64_t holdout_limit = 5000;
  std::int64_t fit_patience = 6;                  ///< stop after this many epochs in a row without improvement
  double fit_improvement = 0.01;                  ///< relative holdout-MSE improvement that counts
  std::int64_t fit_epoch_limit = 0;               ///< 0: no limit

  // agent
  std::int64_t agent_hidden = 256;
  std::int64_t agent_layers = 2;
  double actor_learning_rate = 3e-4;
  double critic_learning_rate = 3e-4;
  double alpha_learning_rate = 3e-4;
  double discount = 0.99;                         ///< γ
  double polyak = 0.005;                          ///< τ
  std::int64_t target_update_interval = 1;        ///< SAC updates between two steps of the target critics
  std::int64_t agent_batch = 256;
  bool automatic_alpha = true;
  double initial_alpha = 1.0;
  double target_entropy = -0.05;                  ///< of tanh-squashed actions in [−1, 1]
  double conservatism = 0;                        ///< c: the actor pays c ∂C/∂ε_π √(KL(π ‖ π_D)/2)

  // theory
  std::string bound_theorem = "4.3";              ///< 4.1 | 4.2 | 4.3 | 4.3-published
  double r_max = 0;                               ///< bound on |r|; 0: the largest |r| seen in D_env
  double resolution = 1;                          ///< ρ, in units of σ_y
  std::string eps_m_estimator = "resolution_tv";  ///< resolution_tv | pinsker_nll | ensemble_tv
  bool eps_m_pac = false;                         ///< the bound takes ε_m's upper confidence bound (δ = 0.05)
  std::string eps_m_prime_source = "linear";      ///< linear | direct
  std::string eps_pi_estimator = "combined";      ///< pinsker | combined | monte_carlo
  std::string eps_pi_aggregate = "max";           ///< max | p95 | mean
  std::int64_t error_rows = 1000;                 ///< held-out transitions per ε_m
  std::int64_t shift_states = 1000;               ///< real states per ε_π
  std::int64_t return_episodes = 5;               ///< diagnostic real episodes of π, and as many of π_D
  std::int64_t return_model_steps = 20'000;       ///< model steps for ν̂, and as many for ν̂_branch
  std::int64_t return_interval = 1;               ///< epochs between two measurements of the returns

  bool operator==(const Configuration&) const = default;
};

}  // namespace mbpo
