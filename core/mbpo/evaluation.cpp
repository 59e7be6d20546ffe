#include "mbpo/evaluation.h"

#include <cmath>
#include <numeric>

#include "base/resident_memory.h"
#include "mbpo/training_state.h"
#include "nn/numerics.h"

namespace mbpo {
namespace {

constexpr int kStepsPerUnit = 100;  // a few milliseconds of simulation

void play(TrainingState& state, Evaluation& evaluation) {
  env::Environment& environment = *state.evaluation_environment;
  for (int i = 0; i < kStepsPerUnit; ++i) {
    if (!evaluation.in_episode) {
      const auto s_0 = environment.reset(state.random.evaluation);
      evaluation.s.assign(s_0.begin(), s_0.end());
      evaluation.running_return = 0;
      evaluation.in_episode = true;
      if (state.records_episodes) {
        state.evaluation_recorder.begin(environment, state.configuration.environment, evaluation.s);
      }
    }
    const std::vector<double> action = evaluation.policy->act(evaluation.s);
    const env::StepResult result = environment.step(action);
    state.evaluation_recorder.add(environment, action, result);
    evaluation.s.assign(result.observation.begin(), result.observation.end());
    if (std::isfinite(result.reward)) evaluation.running_return += result.reward;
    if (result.terminated || result.truncated) {
      const int index = static_cast<int>(evaluation.returns.size());
      state.keepEpisode(state.evaluation_recorder.finish(EpisodeKind::evaluation, state.real_steps,
                                                         state.epoch_row.epoch, index));
      evaluation.returns.push_back(evaluation.running_return);
      evaluation.lengths.push_back(environment.stepsInEpisode());
      evaluation.in_episode = false;
      return;  // one episode's end is a good place to answer commands
    }
  }
}

void record(TrainingState& state, const Evaluation& evaluation) {
  const double n = static_cast<double>(evaluation.returns.size());
  const double mean = std::accumulate(evaluation.returns.begin(), evaluation.returns.end(), 0.0) / n;
  double variance = 0;
  for (const double episode_return : evaluation.returns)
    variance += (episode_return - mean) * (episode_return - mean) / n;
  const double length = std::accumulate(evaluation.lengths.begin(), evaluation.lengths.end(), 0.0) / n;
  auto& values = state.epoch_row.values;
  nn::returnFreedMemory();
  values.insert(values.end(), {{Metric::evaluation_return, mean},
                               {Metric::evaluation_return_std, std::sqrt(variance)},
                               {Metric::evaluation_length, length},
                               {Metric::resident_memory, base::measureResidentMegabytes()}});
  state.last_evaluation = mean;
  state.best_evaluation = std::fmax(state.best_evaluation, mean);
  state.published_policy = evaluation.policy;
  state.published_policy_wall = state.wall_seconds;
}

}  // namespace

bool continueEvaluation(TrainingState& state) {
  if (!state.evaluation) {
    state.evaluation.emplace();
    state.evaluation->policy = state.agent.freeze(state.action_low, state.action_high);
  }
  play(state, *state.evaluation);
  if (static_cast<std::int64_t>(state.evaluation->returns.size()) < state.configuration.eval_episodes) return true;
  record(state, *state.evaluation);
  state.evaluation.reset();
  return false;
}

}  // namespace mbpo
