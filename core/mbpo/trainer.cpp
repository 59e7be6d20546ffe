#include "mbpo/trainer.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <fstream>
#include <numeric>

#include "base/error.h"
#include "data/mixed_batch.h"
#include "mbpo/checkpoint.h"
#include "mbpo/parameter_registry.h"
#include "mbpo/training_state.h"
#include "measure/policy_shift.h"
#include "measure/validation.h"

namespace mbpo {
namespace {

constexpr std::int64_t kMeasuredStates = 1000;       // real states over which π is compared with π_D
constexpr int kEnvironmentStepsPerUnit = 100;        // a few milliseconds of simulation
constexpr double kPolicyAgeSeconds = 0.5;            // snapshots carry a policy no older than this
constexpr std::int64_t kBadUpdatesInARow = 100;      // then learning cannot go on

double residentMegabytes() {
  std::ifstream statm("/proc/self/statm");
  double total_pages = 0;
  double resident_pages = 0;
  statm >> total_pages >> resident_pages;
  return resident_pages * 4096.0 / 1e6;
}

void addPolicyShift(TrainingState& state, MetricRow& row) {
  if (!state.has_behaviour_policy) return;
  const at::Tensor states =
      state.env_buffer.sample(kMeasuredStates, state.random.measure).narrow(1, 0, state.layout.n_s).contiguous();
  const auto shift = measure::measurePolicyShift(state.agent.policy, state.behaviour_policy, states);
  row.values.insert(row.values.end(), {{Metric::policy_kl_mean, shift.kl.mean},
                                       {Metric::policy_kl_p95, shift.kl.p95},
                                       {Metric::policy_kl_max, shift.kl.max},
                                       {Metric::eps_pi_mean, shift.pinsker.eps_pi.mean},
                                       {Metric::eps_pi_p95, shift.pinsker.eps_pi.p95},
                                       {Metric::eps_pi_max, shift.pinsker.eps_pi.max}});
}

// One real step with the normalised action a [n_a]: environment, D_env, episode bookkeeping (stage 4 and warm-up).
void takeRealStep(TrainingState& state, const at::Tensor& a) {
  const env::StepResult result = state.environment->step(state.toControl(a));
  ++state.real_steps;
  const auto& layout = state.layout;
  std::vector<float> row(static_cast<std::size_t>(layout.width()));
  std::copy(state.s.begin(), state.s.end(), row.begin());
  std::copy_n(a.data_ptr<float>(), layout.n_a, row.begin() + layout.action());
  row[static_cast<std::size_t>(layout.reward())] = static_cast<float>(result.reward);
  std::copy(result.observation.begin(), result.observation.end(), row.begin() + layout.nextState());
  // Only the task's own end is terminal: values are bootstrapped through a time limit.
  row[static_cast<std::size_t>(layout.terminal())] = result.terminated ? 1.0F : 0.0F;
  row[static_cast<std::size_t>(layout.time())] = static_cast<float>(state.environment->stepsInEpisode() - 1);
  if (std::all_of(row.begin(), row.end(), [](float x) { return std::isfinite(x); })) {
    state.env_buffer.push(row);
    state.r_max = std::max(state.r_max, std::abs(result.reward));
    state.episode_return += result.reward;
  }
  if (result.unstable) {
    state.notice(Notice::Kind::alarm, "Unstable physics (NaN or huge state) ended the episode at real step " +
                                          std::to_string(state.real_steps) + "; the transition was dropped.");
  }
  state.s.assign(result.observation.begin(), result.observation.end());
  if (result.terminated || result.truncated) {
    MetricRow episode = state.rowNow(Stream::episodes);
    episode.values = {{Metric::training_return, state.episode_return},
                      {Metric::training_length, static_cast<double>(state.environment->stepsInEpisode())}};
    state.rows.push_back(std::move(episode));
    state.episode_return = 0;
    const auto s_0 = state.environment->reset(state.random.reset);
    state.s.assign(s_0.begin(), s_0.end());
  }
}

void recordSample(TrainingState& state) {
  MetricRow row = state.rowNow(Stream::samples);
  // The clock moves on at the end of each unit; before the first there is no rate yet.
  const double seconds = state.wall_seconds - state.sample_wall;
  const bool has_rate = seconds > 0;
  if (has_rate) {
    state.updates_per_second = static_cast<double>(state.updates - state.sample_updates) / seconds;
    state.steps_per_second = static_cast<double>(state.real_steps - state.sample_steps) / seconds;
  }
  row.values = {{Metric::env_buffer_size, static_cast<double>(state.env_buffer.size())},
                {Metric::rollout_length, static_cast<double>(state.rollout_length)},
                {Metric::rollouts_per_step, static_cast<double>(state.configuration.rollouts_per_step)},
                {Metric::updates_per_step, static_cast<double>(state.configuration.updates_per_step)},
                {Metric::seconds_fit, state.stage_seconds[0]},
                {Metric::seconds_roll_out, state.stage_seconds[1]},
                {Metric::seconds_act, state.stage_seconds[2]},
                {Metric::seconds_update, state.stage_seconds[3]},
                {Metric::seconds_measure, state.stage_seconds[4]}};
  if (has_rate) row.values.emplace_back(Metric::steps_per_second, state.steps_per_second);
  if (has_rate && state.updates > state.sample_updates) {
    row.values.emplace_back(Metric::updates_per_second, state.updates_per_second);
  }
  if (state.means.count > 0) {
    const UpdateMeans& means = state.means;
    row.values.insert(row.values.end(), {{Metric::critic_loss, means.critic_loss},
                                         {Metric::actor_loss, means.actor_loss},
                                         {Metric::alpha_loss, means.alpha_loss},
                                         {Metric::alpha, means.alpha},
                                         {Metric::entropy, means.entropy},
                                         {Metric::q_mean, means.q_mean},
                                         {Metric::q_abs_max, means.q_abs_max}});
  }
  state.rows.push_back(std::move(row));
  state.means = {};
  state.stage_seconds = {};
  state.sample_wall = state.wall_seconds;
  state.sample_steps = state.real_steps;
  state.sample_updates = state.updates;
}

void raiseFitAlarms(TrainingState& state, const model::FitResult& result, double holdout_mse) {
  if (result.diverged) {
    state.notice(Notice::Kind::alarm, "The model fit at real step " + std::to_string(state.real_steps) +
                                          " diverged (loss not finite): best weights restored, optimiser reset. "
                                          "Lower model_learning_rate if it happens again.");
  }
  auto& history = state.holdout_history;
  history.push_back(holdout_mse);
  if (history.size() > 4) history.erase(history.begin());
  if (history.size() == 4 && std::is_sorted(history.begin(), history.end(), std::less_equal<>())) {
    state.notice(Notice::Kind::alarm, "The holdout error rose three fits in a row: the model does not keep up with the "
                                      "policy's states. Try a shorter k or a smaller model_train_interval.");
  }
}

void raiseCriticAlarm(TrainingState& state, const agent::UpdateStatistics& statistics) {
  const double limit = 2.0 * state.r_max / (1.0 - state.configuration.discount);
  if (statistics.q_abs_max > limit && !state.critic_alarm) {
    state.critic_alarm = true;
    state.notice(Notice::Kind::alarm,
                 "The critics explode: |Q| = " + std::to_string(statistics.q_abs_max) + " exceeds 2 r_max/(1−γ) = " +
                     std::to_string(limit) + ". Lower G or critic_learning_rate, or shorten k.");
  }
  // Armed again only well below, or values that hover at the limit would fill the log.
  if (statistics.q_abs_max < 0.5 * limit) state.critic_alarm = false;
}

std::size_t secondsSlot(Stage stage) {
  switch (stage) {
    case Stage::fit: return 0;
    case Stage::choose_k:
    case Stage::roll_out: return 1;
    case Stage::warm_up:
    case Stage::act: return 2;
    case Stage::update: return 3;
    default: return 4;
  }
}

}  // namespace

Trainer::Trainer(const Configuration& configuration) : state_(std::make_unique<TrainingState>(configuration)) {}
Trainer::Trainer(std::unique_ptr<TrainingState> state) : state_(std::move(state)) {}
Trainer::~Trainer() = default;

std::unique_ptr<Trainer> Trainer::fromCheckpoint(const std::filesystem::path& file) {
  return std::unique_ptr<Trainer>(new Trainer(readCheckpoint(file)));
}

void Trainer::saveCheckpoint(const std::filesystem::path& file) const { writeCheckpoint(*state_, file); }

void Trainer::advance() {
  const auto start = std::chrono::steady_clock::now();
  const Stage stage = state_->stage;
  runUnit();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  state_->wall_seconds += seconds;
  state_->stage_seconds[secondsSlot(stage)] += seconds;
}

void Trainer::runUnit() {
  TrainingState& state = *state_;
  bool stage_goes_on = false;
  switch (state.stage) {
    case Stage::warm_up: stage_goes_on = continueWarmUp(); break;
    case Stage::fit: stage_goes_on = continueFit(); break;             // 1
    case Stage::choose_k: stage_goes_on = chooseRolloutLength(); break;  // 2
    case Stage::roll_out: stage_goes_on = continueRollOut(); break;    // 3
    case Stage::act: stage_goes_on = act(); break;                     // 4
    case Stage::update: stage_goes_on = continueUpdates(); break;      // 5
    case Stage::measure: stage_goes_on = continueMeasurement(); break;  // 6
    case Stage::publish: stage_goes_on = publish(); break;             // 7
    case Stage::finished: return;
  }
  state.at_boundary = !stage_goes_on;
  if (!stage_goes_on) state.stage = nextStage();
}

Stage Trainer::nextStage() const {
  const TrainingState& state = *state_;
  const auto& c = state.configuration;
  switch (state.stage) {
    case Stage::warm_up: return Stage::measure;
    case Stage::fit: return Stage::choose_k;
    case Stage::choose_k: return Stage::roll_out;
    case Stage::roll_out: return Stage::act;
    case Stage::act: return Stage::update;
    case Stage::measure: return Stage::publish;
    case Stage::update: {
      const bool epoch_ends = (state.real_steps - c.warm_up_steps) % c.epoch_length == 0;
      if (epoch_ends || state.real_steps >= c.steps) return Stage::measure;
      break;
    }
    case Stage::publish:
      if (state.real_steps >= c.steps) return Stage::finished;
      break;
    case Stage::finished: return Stage::finished;
  }
  return state.real_steps >= state.next_fit_step ? Stage::fit : Stage::act;
}

// Uniform random actions fill D_env before the first fit.
bool Trainer::continueWarmUp() {
  TrainingState& state = *state_;
  const std::int64_t end = std::min(state.configuration.warm_up_steps, state.configuration.steps);
  at::Tensor a = at::empty({state.layout.n_a}, at::kFloat);
  for (int i = 0; i < kEnvironmentStepsPerUnit && state.real_steps < end; ++i) {
    for (std::int64_t j = 0; j < a.numel(); ++j) {
      a.data_ptr<float>()[j] = static_cast<float>(state.random.exploration.uniform(-1.0, 1.0));
    }
    takeRealStep(state, a);
    if (state.real_steps % state.configuration.record_interval == 0) {
      recordSample(state);
      break;
    }
  }
  if (state.real_steps < end) return true;
  state.warm_up_wall = state.wall_seconds;
  return false;
}

// 1. fit: the ensemble on D_env by maximum likelihood.
bool Trainer::continueFit() {
  TrainingState& state = *state_;
  if (!state.fit) {
    state.fit_row = state.rowNow(Stream::fits);
    addPolicyShift(state, state.fit_row);  // before π_D moves on to the present policy
    state.behaviour_policy.parameters().values().copy_(state.agent.policy.parameters().values());
    state.has_behaviour_policy = true;
    const auto [x, y] = state.modelData();
    auto split = data::drawHoldoutSplit(x.size(0), state.configuration.holdout_ratio, state.configuration.holdout_limit,
                                        state.configuration.ensemble_size, state.random.fit);
    state.fit.emplace(state.ensemble, state.model_optimiser, state.fitSettings(), x, y, std::move(split),
                      state.random.fit, state.compute);
  }
  if (state.fit->step()) return true;

  const at::Tensor& x = state.fit->x();
  const at::Tensor& y = state.fit->y();
  const at::Tensor& holdout = state.fit->split().holdout;
  const auto validation = measure::measureValidation(state.ensemble, x.index_select(0, holdout),
                                                     y.index_select(0, holdout), y.std(0, /*unbiased=*/false));
  const model::FitResult& result = state.fit->result();
  double holdout_mse = 0;
  for (const auto member : state.ensemble.elites) {
    holdout_mse += result.holdout_mse[static_cast<std::size_t>(member)] / static_cast<double>(state.ensemble.elites.size());
  }
  auto& values = state.fit_row.values;
  values.insert(values.end(), {{Metric::validation_nll, validation.nll},
                               {Metric::validation_rmse, validation.rmse},
                               {Metric::validation_mse, holdout_mse},
                               {Metric::fit_loss, result.training_loss},
                               {Metric::fit_epochs, static_cast<double>(result.epochs)}});
  raiseFitAlarms(state, result, holdout_mse);
  ++state.fits;
  state.next_fit_step = state.real_steps + state.configuration.model_train_interval;
  state.fit.reset();
  return false;
}

// 2. choose k: from the schedule or the user's value; D_model follows.
bool Trainer::chooseRolloutLength() {
  TrainingState& state = *state_;
  const auto& c = state.configuration;
  state.rollout_length = c.rollout_mode == "manual" ? static_cast<int>(c.rollout_length)
                                                    : rollout::calcRolloutLength(c.rollout_schedule, state.epoch());
  state.model_buffer.resize(state.modelBufferCapacity());
  return false;
}

// 3. roll out: M × interval branches of length k into D_model.
bool Trainer::continueRollOut() {
  TrainingState& state = *state_;
  if (!state.rollout) state.rollout.emplace(state.makeRollout());
  if (state.rollout->step(state.random.rollout_start, state.random.rollout)) return true;

  const auto& statistics = state.rollout->statistics();
  if (statistics.not_finite > 0) {
    state.notice(Notice::Kind::alarm, "The model predicted NaN or infinity in " + std::to_string(statistics.not_finite) +
                                          " rollouts at real step " + std::to_string(state.real_steps) +
                                          "; these branches were dropped.");
  }
  auto& values = state.fit_row.values;
  const double branch_length = static_cast<double>(statistics.rows) / static_cast<double>(statistics.branches);
  values.insert(values.end(), {{Metric::branch_length_mean, branch_length},
                               {Metric::rollouts_per_second, state.rollout->rowsPerSecond()},
                               {Metric::model_buffer_size, static_cast<double>(state.model_buffer.size())},
                               {Metric::model_buffer_capacity, static_cast<double>(state.model_buffer.capacity())}});
  state.fit_row.wall_seconds = state.wall_seconds;
  state.rows.push_back(std::move(state.fit_row));
  state.rollout.reset();
  return false;
}

// 4. act: one real step with the stochastic policy, into D_env at once.
bool Trainer::act() {
  TrainingState& state = *state_;
  at::Tensor a;
  {
    const at::NoGradGuard no_gradient;
    const std::vector<float> s(state.s.begin(), state.s.end());
    const at::Tensor input = at::from_blob(const_cast<float*>(s.data()), {1, state.layout.n_s}, at::kFloat);
    a = state.configuration.collect_mean_action
            ? at::tanh(state.agent.policy.head(input).mean)
            : state.agent.policy.sample(input, state.random.act.normal({1, state.layout.n_a})).a;
    a = a.view(-1).contiguous();
  }
  takeRealStep(state, a);
  state.updates_left = state.configuration.updates_per_step;
  return false;
}

// 5. update: G SAC updates on mixed batches.
bool Trainer::continueUpdates() {
  TrainingState& state = *state_;
  const auto& c = state.configuration;
  if (state.updates_left > 0) {
    const auto batch =
        data::sampleMixedBatch(state.env_buffer, state.model_buffer, c.agent_batch, c.real_ratio, state.random.batch);
    const auto statistics = state.agent.update(batch, state.agentSettings(), state.random.update);
    --state.updates_left;
    ++state.updates;
    if (statistics.finite) {
      state.bad_updates = 0;
      state.means.add(statistics);
      raiseCriticAlarm(state, statistics);
    } else if (++state.bad_updates == 1) {
      state.notice(Notice::Kind::alarm, "A SAC loss was not finite at update " + std::to_string(state.updates) +
                                            "; the update was skipped. Lower the learning rates or G if it persists.");
    } else if (state.bad_updates >= kBadUpdatesInARow) {
      throw base::Error("learning diverged: " + std::to_string(kBadUpdatesInARow) +
                        " SAC updates in a row were not finite; resume from an earlier checkpoint with lower "
                        "learning rates");
    }
    if (state.updates_left > 0) return true;
  }
  if (state.real_steps % c.record_interval == 0) recordSample(state);
  return false;
}

// 6. measure: policy shift and evaluation episodes with the mean action.
bool Trainer::continueMeasurement() {
  TrainingState& state = *state_;
  env::Environment& environment = *state.evaluation_environment;
  if (!state.evaluation) {
    state.epoch_row = state.rowNow(Stream::epochs);
    state.epoch_row.epoch = std::max(-1, state.epoch() - 1);  // the epoch that has just ended
    addPolicyShift(state, state.epoch_row);
    state.evaluation.emplace();
    state.evaluation->policy = state.agent.policy.freeze(state.action_low, state.action_high);
  }
  Evaluation& evaluation = *state.evaluation;
  for (int i = 0; i < kEnvironmentStepsPerUnit; ++i) {
    if (!evaluation.in_episode) {
      const auto s_0 = environment.reset(state.random.evaluation);
      evaluation.s.assign(s_0.begin(), s_0.end());
      evaluation.running_return = 0;
      evaluation.in_episode = true;
    }
    const env::StepResult result = environment.step(evaluation.policy->act(evaluation.s));
    evaluation.s.assign(result.observation.begin(), result.observation.end());
    if (std::isfinite(result.reward)) evaluation.running_return += result.reward;
    if (result.terminated || result.truncated) {
      evaluation.returns.push_back(evaluation.running_return);
      evaluation.lengths.push_back(environment.stepsInEpisode());
      evaluation.in_episode = false;
      break;  // one episode's end is a good place to answer commands
    }
  }
  if (static_cast<std::int64_t>(evaluation.returns.size()) < state.configuration.eval_episodes) return true;

  const double n = static_cast<double>(evaluation.returns.size());
  const double mean = std::accumulate(evaluation.returns.begin(), evaluation.returns.end(), 0.0) / n;
  double variance = 0;
  for (const double episode_return : evaluation.returns) variance += (episode_return - mean) * (episode_return - mean) / n;
  const double length = std::accumulate(evaluation.lengths.begin(), evaluation.lengths.end(), 0.0) / n;
  auto& values = state.epoch_row.values;
  values.insert(values.end(), {{Metric::evaluation_return, mean},
                               {Metric::evaluation_return_std, std::sqrt(variance)},
                               {Metric::evaluation_length, length},
                               {Metric::resident_memory, residentMegabytes()}});
  state.last_evaluation = mean;
  state.best_evaluation = std::fmax(state.best_evaluation, mean);
  state.published_policy = evaluation.policy;
  state.published_policy_wall = state.wall_seconds;
  state.evaluation.reset();
  return false;
}

// 7. publish: the epoch's row; snapshots are taken by whoever watches.
bool Trainer::publish() {
  TrainingState& state = *state_;
  state.epoch_row.wall_seconds = state.wall_seconds;
  state.rows.push_back(std::move(state.epoch_row));
  return false;
}

bool Trainer::finished() const { return state_->stage == Stage::finished; }
bool Trainer::atStageBoundary() const { return state_->at_boundary; }
const Configuration& Trainer::configuration() const { return state_->configuration; }
std::vector<MetricRow> Trainer::takeRows() { return std::exchange(state_->rows, {}); }
std::vector<Notice> Trainer::takeNotices() { return std::exchange(state_->notices, {}); }

AppliedChange Trainer::apply(std::string_view key, std::string_view value) {
  WORKBENCH_CHECK(state_->at_boundary, "the trainer is inside a stage");
  const Parameter& parameter = findParameter(key);
  if (!parameter.live()) {
    throw base::Error(parameter.key + " cannot change while a run goes on: " + parameter.restart_reason +
                      "; start a new run with it");
  }
  Configuration changed = state_->configuration;
  setParameter(changed, key, value);
  validate(changed);
  const AppliedChange change{parameter.key, parameterText(state_->configuration, parameter),
                             parameterText(changed, parameter)};
  state_->configuration = changed;
  state_->published_configuration = std::make_shared<Configuration>(changed);
  if (finished() && state_->real_steps < changed.steps) {  // a longer run goes on where the shorter one ended
    state_->stage = Stage::publish;
    state_->stage = nextStage();
  }
  return change;
}

std::shared_ptr<const Snapshot> Trainer::snapshot() const {
  TrainingState& state = *state_;
  if (!state.published_policy || state.wall_seconds - state.published_policy_wall > kPolicyAgeSeconds) {
    state.published_policy = state.agent.policy.freeze(state.action_low, state.action_high);
    state.published_policy_wall = state.wall_seconds;
  }
  const auto& c = state.configuration;
  auto snapshot = std::make_shared<Snapshot>();
  snapshot->stage = state.stage;
  if (state.rollout) snapshot->stage_progress = state.rollout->progress();
  snapshot->epoch = state.epoch();
  snapshot->epochs = static_cast<int>((std::max<std::int64_t>(0, c.steps - c.warm_up_steps) + c.epoch_length - 1) /
                                      c.epoch_length);
  snapshot->real_steps = state.real_steps;
  snapshot->total_steps = c.steps;
  snapshot->updates = state.updates;
  snapshot->wall_seconds = state.wall_seconds;
  snapshot->updates_per_second = state.updates_per_second;
  snapshot->steps_per_second = state.steps_per_second;
  const double learned_steps = static_cast<double>(state.real_steps - c.warm_up_steps);
  if (learned_steps > 0) {
    snapshot->eta_seconds = static_cast<double>(c.steps - state.real_steps) *
                            (state.wall_seconds - state.warm_up_wall) / learned_steps;
  }
  snapshot->rollout_length = state.rollout_length;
  snapshot->rollouts_per_step = static_cast<int>(c.rollouts_per_step);
  snapshot->updates_per_step = static_cast<int>(c.updates_per_step);
  snapshot->env_buffer_size = state.env_buffer.size();
  snapshot->model_buffer_size = state.model_buffer.size();
  snapshot->model_buffer_capacity = state.model_buffer.capacity();
  snapshot->evaluation_return = state.last_evaluation;
  snapshot->best_evaluation_return = state.best_evaluation;
  snapshot->unstable_episodes = state.environment->unstableEpisodes();
  snapshot->configuration = state.published_configuration;
  snapshot->policy = state.published_policy;
  return snapshot;
}

}  // namespace mbpo
