#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace mbpo {

/// Who played: the stochastic policy (uniform random during the warm-up) into D_env, or the mean action in an
/// evaluation, of which D_env knows nothing.
enum class EpisodeKind { evaluation, training };
/// How an episode ended. `cut`: the run did, or whoever watched stopped.
enum class EpisodeEnd { terminated, time_limit, unstable, cut };

/// What happened, step by step, as plain values. T steps; states have one entry more than steps, the first before the
/// first action. Numbers are the simulator's own doubles: a body set back to qpos[t], qvel[t] goes on from there.
struct Trajectory {
  std::string environment;                       ///< bundled name, or the path of a user's task file
  double seconds_per_step = 0;                   ///< simulated
  std::vector<std::string> observation_names;    ///< [n_s]
  std::vector<std::vector<double>> qpos, qvel;   ///< [T+1][n_q], [T+1][n_v], joint space
  std::vector<std::vector<double>> observation;  ///< [T+1][n_s]
  std::vector<std::vector<double>> action;       ///< [T][n_a], control units
  std::vector<double> reward;                    ///< [T]

  int steps() const { return static_cast<int>(reward.size()); }
};

/// A real episode of a run, from its first step to its end.
struct PlayedEpisode {
  EpisodeKind kind = EpisodeKind::training;
  EpisodeEnd end = EpisodeEnd::cut;
  std::int64_t real_steps = 0;  ///< of the run when the episode ended
  int epoch = -1;               ///< 0-based, −1 during the warm-up
  int index = 0;                ///< evaluation: which of the episodes at that step
  double episode_return = 0;    ///< Σ r, undiscounted
  Trajectory trajectory;
};

}  // namespace mbpo
