#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "env/environment.h"
#include "inspect/comparison_spec.h"
#include "mbpo/metric.h"
#include "run/episode_archive.h"

namespace inspect {

/// How a number came about, and from how many of what.
struct Basis {
  mbpo::Provenance provenance = mbpo::Provenance::estimated;
  std::int64_t n = 0;
  std::string of;  ///< "start states", "particles per member", …
};

/// One path inside the model from the real start. Paths go on beyond `ended_at`, since reality may, too; training
/// would not see that part. Only a path that is not finite any more is shorter than the horizon.
struct ImaginedPath {
  int member = 0;                                ///< network of the ensemble; a path keeps its member
  int sample = -1;                               ///< −1: every step is the member's mean; else number of the sample
  std::vector<std::vector<double>> observation;  ///< [L+1][n_s], first the real start
  std::vector<std::vector<double>> action;       ///< [L][n_a], control units
  std::vector<double> reward;                    ///< [L]
  std::vector<double> value;                     ///< [L], of mean paths: see RealPath; else empty
  int ended_at = -1;                             ///< steps until the task's termination ends it; −1: not within L
  std::vector<env::BodyState> bodies;            ///< [L+1]; empty: `body_note` says why

  int steps() const { return static_cast<int>(reward.size()); }
};

/// What really happened from the start on.
struct RealPath {
  std::vector<std::vector<double>> observation;  ///< [L+1][n_s]
  std::vector<std::vector<double>> action;       ///< [L][n_a], control units
  std::vector<double> reward;                    ///< [L], L ≤ H: the episode may end
  std::vector<double> value;                     ///< [L] Q̂ at each observation and action; empty: no critics kept
  int ended_at = -1;                             ///< steps until the task's own end; −1: not within L
  std::vector<env::BodyState> bodies;            ///< [L+1]; empty: `body_note` says why

  int steps() const { return static_cast<int>(reward.size()); }
};

/// One observation dimension, or the reward, over the steps: all vectors have `step.size()` entries, NaN where unknown.
///
///     member_mean   the mean path of each member, exact given the model
///     mean          their average
///     epistemic σ   their standard deviation about `mean` (÷ members): what the networks do not agree on
///     aleatoric σ   √ of the mean over members of the variance of its particles: noise that each network believes in,
///                   carried along by each particle keeping its member and drawing every step from its Gaussian
struct Fan {
  std::string name;           ///< label of the observation, or "reward"
  std::vector<int> step;      ///< observations 0 … H; reward 1 … H (r of the step that led there)
  std::vector<double> truth;  ///< NaN beyond the end of what is known
  std::vector<std::vector<double>> member_mean;  ///< [members][steps], in the order of `Comparison::members`
  std::vector<double> mean, aleatoric, epistemic;
  double sigma = std::numeric_limits<double>::quiet_NaN();  ///< of this observation, or the reward, over D_env
  Basis basis;                                              ///< of aleatoric: particles per member
};

/// How far imagination is from truth after h = 1 … H steps, over many starts. A start counts while its truth is known.
struct ErrorGrowth {
  std::vector<int> step;                  ///< 1 … H
  std::vector<double> rmse;               ///< of the members' average, in units of each observation's σ over D_env
  std::vector<double> member_rmse;        ///< the same of single members: what a branch of training meets
  std::vector<double> rmse_in_own_sigma;  ///< error / predicted σ, both summed: 1 where the model knows its error
  std::vector<std::int64_t> starts;       ///< that each step is over
  std::int64_t not_finite = 0;            ///< starts left out from where imagination was not finite
  std::vector<std::vector<double>> dimension_rmse;  ///< [n_s][H] as rmse; NaN for a dimension that does not vary
  std::vector<double> reward_rmse;                  ///< in units of σ of the reward over D_env
  Basis basis;                                      ///< starts
};

/// Whether predicted one-step distributions cover what happens as often as they say. PIT = F(y), F the distribution of
/// the members' equal-weight mixture, per output; uniform on [0, 1] when calibrated.
struct Calibration {
  std::vector<double> nominal, observed;  ///< share of outcomes within the central interval of that mass, 0 … 1
  std::vector<double> pit;                ///< histogram density, 1 = uniform, equal bins of [0, 1]
  std::vector<std::vector<double>> by_dimension;  ///< [n_s + 1][nominal.size()] observed coverage; reward last
  Basis basis;  ///< transitions (each with n_s + 1 outputs; neighbours are not independent)
};

/// One-step quality of one observation change, or the reward (last). NaN where it does not vary over D_env.
struct DimensionScore {
  std::string name;
  double r2 = std::numeric_limits<double>::quiet_NaN();    ///< 1 − MSE/σ_y²
  double nll = std::numeric_limits<double>::quiet_NaN();   ///< nats, in units of σ_y, mean over members
  double rmse = std::numeric_limits<double>::quiet_NaN();  ///< of the members' mean, in units of σ_y
  std::vector<double> truth, predicted;                    ///< pairs of y, raw units: a bounded sample
  std::vector<double> sigma;                               ///< of each pair, the mixture's standard deviation
  std::int64_t n = 0;                                      ///< transitions that the scores are over
};

/// Everything about one question: an immutable value for any thread.
struct Comparison {
  std::uint64_t ticket = 0;  ///< of the question that this answers
  ComparisonSpec spec;       ///< as answered: the horizon as far as the recording goes
  bool complete = false;     ///< false: statistics are still to come
  std::string environment;
  double seconds_per_step = 0;
  std::vector<std::string> observation_names;
  run::KeptEpisode episode;      ///< id empty: a state of D_env
  std::int64_t model_steps = 0;  ///< real steps of the run when this model was
  int model_epoch = -1;
  std::int64_t model_fits = 0;
  int rollout_length = 1;      ///< k in force then
  std::vector<int> members;    ///< those compared
  std::vector<bool> is_elite;  ///< of each of them

  RealPath truth;
  std::vector<ImaginedPath> paths;  ///< member by member: its mean path, then its samples
  std::vector<Fan> fans;            ///< n_s, then the reward
  std::string truth_note;           ///< where truth comes from
  std::string body_note;            ///< which coordinates of imagined bodies were integrated, or why there is no body

  ErrorGrowth growth;
  Calibration calibration;
  std::vector<DimensionScore> scores;
  std::string statistics_note;  ///< from which episodes; whether the model was trained on them
  double seconds = 0;           ///< that the answer took
};

}  // namespace inspect
