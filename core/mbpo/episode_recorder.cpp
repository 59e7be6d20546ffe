#include "mbpo/episode_recorder.h"

#include <cmath>

namespace mbpo {

void EpisodeRecorder::begin(const env::Environment& environment, std::string name,
                            std::span<const double> observation) {
  episode_ = {};
  Trajectory& trajectory = episode_.trajectory;
  trajectory.environment = std::move(name);
  trajectory.seconds_per_step = environment.secondsPerStep();
  trajectory.observation_names = environment.observationNames();
  addState(environment, observation);
  recording_ = true;
}

void EpisodeRecorder::add(const env::Environment& environment, std::span<const double> action,
                          const env::StepResult& result) {
  if (!recording_) return;
  Trajectory& trajectory = episode_.trajectory;
  trajectory.action.emplace_back(action.begin(), action.end());
  const double reward = std::isfinite(result.reward) ? result.reward : 0.0;  // only where the physics blew up
  trajectory.reward.push_back(reward);
  episode_.episode_return += reward;
  addState(environment, result.observation);
  episode_.end = result.unstable     ? EpisodeEnd::unstable
                 : result.terminated ? EpisodeEnd::terminated
                 : result.truncated  ? EpisodeEnd::time_limit
                                     : EpisodeEnd::cut;
}

std::optional<PlayedEpisode> EpisodeRecorder::finish(EpisodeKind kind, std::int64_t real_steps, int epoch, int index) {
  if (!std::exchange(recording_, false)) return {};
  episode_.kind = kind;
  episode_.real_steps = real_steps;
  episode_.epoch = epoch;
  episode_.index = index;
  return std::exchange(episode_, {});
}

void EpisodeRecorder::addState(const env::Environment& environment, std::span<const double> observation) {
  env::BodyState body = environment.bodyState();
  Trajectory& trajectory = episode_.trajectory;
  trajectory.qpos.push_back(std::move(body.qpos));
  trajectory.qvel.push_back(std::move(body.qvel));
  trajectory.observation.emplace_back(observation.begin(), observation.end());
}

}  // namespace mbpo
