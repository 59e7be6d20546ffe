#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <vector>

#include "agent/sac_agent.h"
#include "base/random_stream.h"
#include "data/replay_buffer.h"
#include "env/batched_task.h"
#include "env/environment.h"
#include "mbpo/buffer_checkpoint.h"
#include "mbpo/configuration.h"
#include "mbpo/episode_recorder.h"
#include "mbpo/evaluation.h"
#include "mbpo/measurement.h"
#include "mbpo/metric.h"
#include "mbpo/safe_point.h"
#include "mbpo/trainer.h"
#include "model/ensemble_fit.h"
#include "model/gaussian_ensemble.h"
#include "nn/adam.h"
#include "nn/compute.h"
#include "nn/noise.h"
#include "nn/numerics.h"
#include "nn/thread_team.h"
#include "rollout/branched_rollout.h"

namespace mbpo {

/// One stream of randomness per purpose, so that a change in one never shifts another.
struct RandomStreams {
  explicit RandomStreams(std::uint64_t seed);

  nn::Noise initialisation, fit, rollout, act, update, measure_noise;
  base::RandomStream reset, exploration, rollout_start, batch, measure, evaluation;
};

/// Means since the last recorded row.
struct UpdateMeans {
  std::int64_t count = 0;
  double critic_loss = 0, actor_loss = 0, alpha_loss = 0, entropy = 0, q_mean = 0;
  double alpha = 0, q_abs_max = 0, shift = 0;

  void add(const agent::UpdateStatistics& statistics);
};

/// The parts of two stages. Stage 6 reaches into stage 1: the shift and ε_m′ before a fit, ε_m after it.
enum FitPart { kFitBegins, kBeforeFit, kFitting, kAfterFit };
enum MeasurePart { kMeasurementBegins, kEvaluating, kEstimating };

/// Everything that a run depends on: what stages read and write, and what a checkpoint holds.
struct TrainingState {
  explicit TrainingState(const Configuration& configuration);

  Configuration configuration;
  nn::Numerics numerics;
  nn::ThreadTeam team;  ///< of the fast engine
  nn::Compute compute;

  // the world
  std::unique_ptr<env::Environment> environment, evaluation_environment;
  env::BatchedTask task;
  data::TransitionLayout layout;
  std::vector<double> action_low, action_high;
  std::vector<double> s;  ///< present observation of the training episode
  double episode_return = 0;
  double r_max = 0;  ///< running max |r| over D_env

  // what learns
  RandomStreams random;
  data::ReplayBuffer env_buffer, model_buffer;
  model::GaussianEnsemble ensemble;
  nn::Adam model_optimiser;
  agent::SacAgent agent;
  agent::Policy behaviour_policy;  ///< π_D: the policy when the model was last fitted
  bool has_behaviour_policy = false;
  SafePoint safe_point;

  // where the run is
  Stage stage = Stage::warm_up;
  bool at_boundary = true;
  int part = 0;  ///< of stages 1 and 6: a FitPart, a MeasurePart
  std::int64_t real_steps = 0, updates = 0, fits = 0;
  std::int64_t next_fit_step = 0;
  std::int64_t updates_left = 0;
  int rollout_length = 1;  ///< k in force
  std::optional<model::EnsembleFit> fit;
  std::optional<rollout::BranchedRollout> rollout;
  std::optional<Evaluation> evaluation;

  Measurement measurement;

  // what is recorded
  MetricRow fit_row;    ///< gathered over stages 1 to 3
  MetricRow epoch_row;  ///< gathered over stage 6
  UpdateMeans means;
  std::array<double, 5> stage_seconds{};              ///< fit, roll out, act, update, measure since the last sample row
  double evaluation_seconds = 0;                      ///< the part of `measure` that evaluation episodes took
  std::int64_t sample_steps = 0, sample_updates = 0;  ///< at the last sample row
  double sample_wall = 0;
  double wall_seconds = 0;
  double warm_up_wall = 0;  ///< when the warm-up ended
  double last_evaluation = std::numeric_limits<double>::quiet_NaN();
  double best_evaluation = std::numeric_limits<double>::quiet_NaN();
  double updates_per_second = 0, steps_per_second = 0;
  std::vector<double> holdout_history;  ///< mean elite holdout MSE of the last fits
  bool critic_alarm = false, r_max_alarm = false;
  std::int64_t bad_updates = 0;  ///< in a row
  std::int64_t good_updates = 0;  ///< in a row, since `losses` was raised
  std::bitset<kHealthCheckCount> raised;  ///< checks that are not well

  // on the disk
  std::optional<BufferLogs> buffer_logs;  ///< once a folder for checkpoints is known

  // on its way up
  std::vector<MetricRow> rows;
  std::vector<MeasurementRecord> records;
  std::vector<Notice> notices;
  bool records_episodes = false;
  EpisodeRecorder recorder, evaluation_recorder;
  std::vector<PlayedEpisode> episodes;
  std::shared_ptr<const Configuration> published_configuration;
  std::shared_ptr<const agent::FrozenPolicy> published_policy;
  double published_policy_wall = -1;

  /// Completed epochs; −1 during the warm-up.
  int epoch() const;
  bool inWarmUp() const { return real_steps < configuration.warm_up_steps; }
  std::int64_t modelBufferCapacity() const;
  std::vector<double> toControl(const at::Tensor& a) const;  ///< a [n_a] in [−1, 1]
  /// Inputs x = [s, a] and targets y = [Δs, r] of all of D_env.
  std::pair<at::Tensor, at::Tensor> modelData() const;
  model::FitSettings fitSettings() const;
  agent::AgentSettings agentSettings() const;
  agent::ShiftPenalty shiftPenalty() const;  ///< conservative mode's
  rollout::BranchedRollout makeRollout();
  MetricRow rowNow(Stream stream) const;
  void notice(Notice::Kind kind, std::string text) { notices.push_back({kind, std::move(text)}); }
  void keepEpisode(std::optional<PlayedEpisode> episode) {
    if (episode) episodes.push_back(std::move(*episode));
  }
  /// A warning or an alarm of a check.
  void raise(HealthCheck check, Notice::Kind kind, std::string reason);
  /// The check is well again; says so once.
  void settle(HealthCheck check, std::string how);
};

}  // namespace mbpo
