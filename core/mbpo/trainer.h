#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "mbpo/configuration.h"
#include "mbpo/frozen_model.h"
#include "mbpo/health_check.h"
#include "mbpo/measurement_record.h"
#include "mbpo/metric.h"
#include "mbpo/played_episode.h"
#include "mbpo/snapshot.h"

namespace mbpo {

struct TrainingState;  // training_state.h: everything that a run depends on

/// Something that people should know: a line for the log. With a check, a warning or an alarm raises it and a note says
/// that it is well again.
struct Notice {
  enum class Kind { note, warning, alarm } kind = Kind::note;
  std::string text;  ///< what and why; what to do stands with the check
  HealthCheck check = HealthCheck::none;
};

/// A parameter change that took effect.
struct AppliedChange {
  std::string key, old_value, new_value;
};

/// Algorithm 2 of Janner et al. 2019 as a machine that does one small unit of work at a time. The stages:
///
///     1. fit        every model_train_interval real steps: train the ensemble on D_env by maximum likelihood
///     2. choose_k   from the schedule, the user's value, or k*
///     3. roll_out   M × interval branched rollouts of length k from states of D_env, actions from π → D_model
///     4. act        one real step with the stochastic policy; into D_env at once  (warm_up: uniform random)
///     5. update     G SAC updates on mixed batches
///     6. measure    ε_π and ε_m′ before a fit, ε_m after it (inside stage 1); at an epoch's end evaluation episodes,
///     then
///                   ε_π, every ε_m, ν, ν̂, ν̂_branch(k), the bound (measurement.h)
///     7. publish    an immutable snapshot
///
/// After the warm-up and every epoch_length real steps: 6 and 7; every model_train_interval real steps: 1, 2, 3.
/// `advance` does one unit (a minibatch, a chunk of rollouts, a real step, a gradient update, a piece of an evaluation
/// episode or of an estimate), a few tens of milliseconds at most, so that pause, stop and checkpoints are exact at any
/// unit and prompt. One owner thread, which must be the one that calls every member. Throws base::Error for the world's
/// faults.
class Trainer {
 public:
  explicit Trainer(const Configuration& configuration);
  /// Goes on from a state, such as one that `releaseState` handed over.
  explicit Trainer(std::unique_ptr<TrainingState> state);
  ~Trainer();

  /// Continues a checkpoint: the same metrics as if the run had never stopped (same CPU and threads).
  static std::unique_ptr<Trainer> fromCheckpoint(const std::filesystem::path& file);
  /// Everything that the run depends on, written atomically; rows of the buffers go to files beside it.
  void saveCheckpoint(const std::filesystem::path& file);
  /// Writes the buffers' new rows, once there are many, to where checkpoints will be: they then take no longer with
  /// a large D_model than with a small one.
  void writeRowsAhead(const std::filesystem::path& checkpoint_folder);

  void advance();
  bool finished() const;
  /// True between stages, when `apply` may be called.
  bool atStageBoundary() const;

  /// Sets a live parameter. Throws base::Error (key, value, what is allowed); then nothing has changed.
  AppliedChange apply(std::string_view key, std::string_view value);

  const Configuration& configuration() const;
  std::shared_ptr<const Snapshot> snapshot() const;
  /// Hands over what it has learned; the trainer is of no use afterwards.
  std::unique_ptr<TrainingState> releaseState();
  /// Rows, measurements and notices since the last call, oldest first.
  std::vector<MetricRow> takeRows();
  std::vector<MeasurementRecord> takeMeasurements();
  std::vector<Notice> takeNotices();
  /// From now on real episodes are recorded, from their first step on, to be taken; what was never asked for costs
  /// nothing. Metrics are the same with and without.
  void recordEpisodes();
  std::vector<PlayedEpisode> takeEpisodes();
  /// What is needed to look into the model without the trainer (tens of milliseconds).
  FrozenModel freezeModel() const;

 private:
  void runUnit();
  bool continueWarmUp();
  bool continueFit();
  bool chooseRolloutLength();
  bool continueRollOut();
  bool act();
  bool continueUpdates();
  bool continueMeasurement();
  bool publish();
  Stage nextStage() const;

  std::unique_ptr<TrainingState> state_;
};

}  // namespace mbpo
