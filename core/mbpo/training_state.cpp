#include "mbpo/training_state.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "mbpo/parameter_registry.h"

namespace mbpo {
namespace {

std::vector<double> toVector(std::span<const double> values) { return {values.begin(), values.end()}; }

// Before anything is built, so that it runs on the configured threads.
Configuration checked(const Configuration& configuration) {
  validate(configuration);
  return withFixedThreads(configuration);
}

nn::Engine engineOf(const Configuration& c) {
  return c.engine == "reference" ? nn::Engine::reference : nn::Engine::fast;
}

nn::Numerics configureFor(const Configuration& c) {
  return nn::configureNumerics(engineOf(c), static_cast<int>(c.threads));
}

int teamSize(const Configuration& c) { return engineOf(c) == nn::Engine::fast ? static_cast<int>(c.threads) : 1; }

model::EnsembleShape ensembleShape(const Configuration& c, const data::TransitionLayout& layout) {
  return {c.ensemble_size, layout.n_s, layout.n_a, c.model_hidden, c.model_layers};
}

}  // namespace

RandomStreams::RandomStreams(std::uint64_t seed)
    : initialisation(seed, "initialisation"),
      fit(seed, "fit"),
      rollout(seed, "rollout"),
      act(seed, "act"),
      update(seed, "update"),
      measure_noise(seed, "measure noise"),
      reset(seed, "reset"),
      exploration(seed, "exploration"),
      rollout_start(seed, "rollout start"),
      batch(seed, "batch"),
      measure(seed, "measure"),
      evaluation(seed, "evaluation") {}

void UpdateMeans::add(const agent::UpdateStatistics& statistics) {
  ++count;
  const double share = 1.0 / static_cast<double>(count);
  critic_loss += share * (statistics.critic_loss - critic_loss);
  actor_loss += share * (statistics.actor_loss - actor_loss);
  alpha_loss += share * (statistics.alpha_loss - alpha_loss);
  entropy += share * (statistics.entropy - entropy);
  q_mean += share * (statistics.q_mean - q_mean);
  shift += share * (statistics.shift - shift);
  alpha = statistics.alpha;
  q_abs_max = std::max(q_abs_max, statistics.q_abs_max);
}

TrainingState::TrainingState(const Configuration& given)
    : configuration(checked(given)),
      numerics(configureFor(configuration)),
      team(teamSize(configuration)),
      compute{engineOf(configuration), configuration.precision == "bf16" ? nn::Precision::bf16 : nn::Precision::fp32,
              &team},
      environment(env::makeEnvironment(configuration.environment)),
      evaluation_environment(env::makeEnvironment(configuration.environment)),
      task(env::BatchedTask::load(configuration.environment)),
      layout{environment->observationSize(), environment->actionSize()},
      action_low(toVector(environment->actionLow())),
      action_high(toVector(environment->actionHigh())),
      random(static_cast<std::uint64_t>(configuration.seed)),
      env_buffer(layout, configuration.env_buffer_capacity),
      model_buffer(
          layout, std::min(configuration.model_buffer_limit,
                           configuration.retain_epochs * configuration.rollouts_per_step * configuration.epoch_length)),
      ensemble(ensembleShape(configuration, layout), configuration.fixed_log_variance, random.initialisation),
      model_optimiser(ensemble.parameters().values().numel()),
      agent({layout.n_s, layout.n_a, configuration.agent_hidden, configuration.agent_layers},
            configuration.initial_alpha, random.initialisation, compute),
      behaviour_policy({layout.n_s, layout.n_a, configuration.agent_hidden, configuration.agent_layers},
                       random.initialisation),
      next_fit_step(configuration.warm_up_steps),
      published_configuration(std::make_shared<Configuration>(configuration)) {
  s = toVector(environment->reset(random.reset));
  if (!numerics.warning.empty()) notice(Notice::Kind::warning, numerics.warning);
  if (compute.engine == nn::Engine::fast && compute.precision == nn::Precision::bf16) {
    if (const double speedup = nn::measureBf16Speedup(); speedup < 1.0) {
      notice(Notice::Kind::warning, "bf16 products run at " + std::to_string(std::lround(100 * speedup)) +
                                        " % of fp32's rate on this processor: precision fp32 is faster here.");
    }
  }
}

void TrainingState::raise(HealthCheck check, Notice::Kind kind, std::string reason) {
  raised.set(static_cast<std::size_t>(check));
  notices.push_back({kind, std::move(reason), check});
}

void TrainingState::settle(HealthCheck check, std::string how) {
  if (!raised.test(static_cast<std::size_t>(check))) return;
  raised.reset(static_cast<std::size_t>(check));
  notices.push_back({Notice::Kind::note, std::move(how), check});
}

int TrainingState::epoch() const {
  if (inWarmUp()) return -1;
  return static_cast<int>((real_steps - configuration.warm_up_steps) / configuration.epoch_length);
}

std::int64_t TrainingState::modelBufferCapacity() const {
  const auto& c = configuration;
  return std::min(c.model_buffer_limit, c.retain_epochs * c.rollouts_per_step * c.epoch_length * rollout_length);
}

std::vector<double> TrainingState::toControl(const at::Tensor& a) const {
  std::vector<double> control(action_low.size());
  const float* value = a.data_ptr<float>();
  for (std::size_t i = 0; i < control.size(); ++i) {
    control[i] = 0.5 * (action_low[i] + action_high[i]) + 0.5 * (action_high[i] - action_low[i]) * double{value[i]};
  }
  return control;
}

std::pair<at::Tensor, at::Tensor> TrainingState::modelData() const {
  const data::TransitionBatch all(layout, env_buffer.rows());
  return {at::cat({all.s, all.a}, 1), at::cat({all.s_next - all.s, all.r}, 1)};
}

model::FitSettings TrainingState::fitSettings() const {
  const auto& c = configuration;
  std::vector<double> decay = parseWeightDecay(c);
  if (decay.size() == 1) decay.assign(static_cast<std::size_t>(c.model_layers + 1), decay.front());
  return {c.model_learning_rate, c.model_batch, c.fit_patience,        c.fit_improvement,
          c.fit_epoch_limit,     c.elite_size,  c.standardise_targets, std::move(decay)};
}

agent::AgentSettings TrainingState::agentSettings() const {
  const auto& c = configuration;
  return {c.discount,
          c.polyak,
          c.target_update_interval,
          c.actor_learning_rate,
          c.critic_learning_rate,
          c.alpha_learning_rate,
          c.automatic_alpha,
          c.target_entropy};
}

agent::ShiftPenalty TrainingState::shiftPenalty() const { return {&behaviour_policy, calcShiftWeight(*this)}; }

rollout::BranchedRollout TrainingState::makeRollout() {
  const std::int64_t branches = configuration.rollouts_per_step * configuration.model_train_interval;
  const auto terminated = [this](const at::Tensor& s_next) { return task.terminated(s_next); };
  return {ensemble, agent.policy, terminated, env_buffer, model_buffer, branches, rollout_length, compute};
}

MetricRow TrainingState::rowNow(Stream stream) const {
  MetricRow row;
  row.stream = stream;
  row.real_steps = real_steps;
  row.updates = updates;
  row.epoch = epoch();
  row.wall_seconds = wall_seconds;
  return row;
}

}  // namespace mbpo
