#pragma once

#include <optional>
#include <span>
#include <string>
#include <utility>

#include "env/environment.h"
#include "mbpo/played_episode.h"

namespace mbpo {

/// Notes down one real episode of an environment as it is played, about a microsecond a step. It draws no random number
/// and is no part of a checkpoint: a continued run does not record the episode in which it was saved, and is otherwise
/// the same bit for bit. One owner thread.
class EpisodeRecorder {
 public:
  bool isRecording() const { return recording_; }
  /// A new episode, before its first step, in which `observation` is s_0.
  void begin(const env::Environment& environment, std::string name, std::span<const double> observation);
  /// What a step with `action` [n_a], control units, brought. No effect unless recording.
  void add(const env::Environment& environment, std::span<const double> action, const env::StepResult& result);
  /// The episode, once its last step was added; empty when it was not recorded from its first step on.
  std::optional<PlayedEpisode> finish(EpisodeKind kind, std::int64_t real_steps, int epoch, int index);

 private:
  void addState(const env::Environment& environment, std::span<const double> observation);

  bool recording_ = false;
  PlayedEpisode episode_;
};

}  // namespace mbpo
