#include "mbpo/trainer.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "base/error.h"
#include "data/mixed_batch.h"
#include "mbpo/alarm.h"
#include "mbpo/checkpoint.h"
#include "mbpo/evaluation.h"
#include "mbpo/measurement.h"
#include "mbpo/model_fit.h"
#include "mbpo/model_snapshot.h"
#include "mbpo/parameter_registry.h"
#include "mbpo/safe_point.h"
#include "mbpo/sample_row.h"
#include "mbpo/training_state.h"
#include "nn/numerics.h"

namespace mbpo {
namespace {

constexpr int kEnvironmentStepsPerUnit = 100;  // a few milliseconds of simulation
constexpr double kPolicyAgeSeconds = 0.5;      // snapshots carry a policy no older than this

// One real step with the normalised action a [n_a]: environment, D_env, episode bookkeeping (stage 4 and warm-up).
void takeRealStep(TrainingState& state, const at::Tensor& a) {
  const std::vector<double> action = state.toControl(a);
  const env::StepResult result = state.environment->step(action);
  state.recorder.add(*state.environment, action, result);
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
    ++state.measurement.fresh_rows;
    state.r_max = std::max(state.r_max, std::abs(result.reward));
    state.episode_return += result.reward;
  }
  if (result.unstable) {
    state.raise(HealthCheck::physics, Notice::Kind::alarm,
                "Unstable physics (NaN or huge state) ended the episode at real step " +
                    std::to_string(state.real_steps) + "; the transition was dropped.");
  }
  state.s.assign(result.observation.begin(), result.observation.end());
  if (result.terminated || result.truncated) {
    if (!result.unstable) state.settle(HealthCheck::physics, "An episode ended with stable physics.");
    MetricRow episode = state.rowNow(Stream::episodes);
    episode.values = {{Metric::training_return, state.episode_return},
                      {Metric::training_length, static_cast<double>(state.environment->stepsInEpisode())}};
    state.rows.push_back(std::move(episode));
    state.episode_return = 0;
    state.keepEpisode(state.recorder.finish(EpisodeKind::training, state.real_steps, state.epoch(), 0));
    const auto s_0 = state.environment->reset(state.random.reset);
    state.s.assign(s_0.begin(), s_0.end());
    if (state.records_episodes) state.recorder.begin(*state.environment, state.configuration.environment, state.s);
  }
}

std::size_t secondsSlot(const TrainingState& state) {
  switch (state.stage) {
    case Stage::fit: return state.part == kBeforeFit || state.part == kAfterFit ? 4 : 0;
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

std::unique_ptr<TrainingState> Trainer::releaseState() { return std::move(state_); }

void Trainer::saveCheckpoint(const std::filesystem::path& file) { writeCheckpoint(*state_, file); }

void Trainer::writeRowsAhead(const std::filesystem::path& checkpoint_folder) {
  mbpo::writeRowsAhead(*state_, checkpoint_folder);
}

void Trainer::advance() {
  const auto start = std::chrono::steady_clock::now();
  const std::size_t slot = secondsSlot(*state_);
  const bool evaluates = state_->stage == Stage::measure && state_->part == kEvaluating;
  runUnit();
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  state_->wall_seconds += seconds;
  state_->stage_seconds[slot] += seconds;
  if (evaluates) state_->evaluation_seconds += seconds;
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

// 1. fit: the ensemble on D_env by maximum likelihood. What it would spoil is measured before (6), ε_m after.
bool Trainer::continueFit() {
  TrainingState& state = *state_;
  switch (state.part) {
    case kFitBegins:
      state.fit_row = state.rowNow(Stream::fits);
      state.measurement.due = estimatesBeforeFit(state);
      state.part = kBeforeFit;
      return true;
    case kBeforeFit:
      if (!continueEstimates(state, state.fit_row)) state.part = kFitting;
      return true;
    case kFitting:
      if (!state.fit) startFit(state);
      if (state.fit->step()) return true;
      concludeFit(state);
      state.measurement.due = estimatesAfterFit(state);
      state.part = kAfterFit;
      return true;
    default:
      if (continueEstimates(state, state.fit_row)) return true;
      state.part = kFitBegins;
      return false;
  }
}

// 2. choose k: from the schedule, the user's value, or k*; D_model follows.
bool Trainer::chooseRolloutLength() {
  TrainingState& state = *state_;
  const auto& c = state.configuration;
  recordErrors(state, state.fit_row);
  if (c.rollout_mode == "manual") {
    state.rollout_length = static_cast<int>(c.rollout_length);
  } else if (c.rollout_mode == "auto") {
    // Until errors are known, a step of the model is as far as one should go.
    const std::optional<std::int64_t> k_star = state.measurement.has_k_star ? state.measurement.k_star : 1;
    state.rollout_length = static_cast<int>(clampRolloutLength(k_star, c.rollout_length_max));
  } else {
    state.rollout_length = rollout::calcRolloutLength(c.rollout_schedule, state.epoch());
  }
  recordBound(state, state.fit_row);
  publishRecords(state, state.fit_row);
  state.model_buffer.resize(state.modelBufferCapacity());
  return false;
}

// 3. roll out: M × interval branches of length k into D_model.
bool Trainer::continueRollOut() {
  TrainingState& state = *state_;
  if (!state.rollout) state.rollout.emplace(state.makeRollout());
  if (state.rollout->step(state.random.rollout_start, state.random.rollout)) return true;

  const auto& statistics = state.rollout->statistics();
  raiseRolloutAlarms(state, statistics.not_finite);
  if (statistics.not_finite > 0) rollBackEnsemble(state);
  auto& values = state.fit_row.values;
  const double branch_length = static_cast<double>(statistics.rows) / static_cast<double>(statistics.branches);
  values.insert(values.end(), {{Metric::branch_length_mean, branch_length},
                               {Metric::rollouts_per_second, state.rollout->rowsPerSecond()},
                               {Metric::model_buffer_size, static_cast<double>(state.model_buffer.size())},
                               {Metric::model_buffer_capacity, static_cast<double>(state.model_buffer.capacity())}});
  state.fit_row.wall_seconds = state.wall_seconds;
  state.rows.push_back(std::move(state.fit_row));
  state.rollout.reset();
  nn::returnFreedMemory();  // of the fit and the rollouts
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
    if (!state.safe_point.agent) keepAgent(state);
    const auto statistics = state.agent.update(batch, state.agentSettings(), state.random.update, state.shiftPenalty());
    --state.updates_left;
    ++state.updates;
    if (statistics.finite) {
      settleUpdates(state);
      state.means.add(statistics);
      raiseCriticAlarm(state, statistics);
    } else if (rollBackAgent(state)) {
      state.bad_updates = state.good_updates = 0;
    } else {
      raiseUpdateAlarm(state, findBadPart(batch));
    }
    if (state.updates_left > 0) return true;
  }
  if (state.real_steps % c.record_interval == 0) {
    recordSample(state);
    keepAgent(state);
  }
  return false;
}

// 6. measure: evaluation episodes with the mean action, then the theory's quantities.
bool Trainer::continueMeasurement() {
  TrainingState& state = *state_;
  switch (state.part) {
    case kMeasurementBegins:
      state.epoch_row = state.rowNow(Stream::epochs);
      state.epoch_row.epoch = std::max(-1, state.epoch() - 1);  // the epoch that has just ended
      state.part = kEvaluating;
      return true;
    case kEvaluating:
      if (continueEvaluation(state)) return true;
      state.measurement.model_return = state.measurement.branched_return = measure::kUnknown;
      state.measurement.due = estimatesAtEpochEnd(state);
      state.part = kEstimating;
      return true;
    default:
      if (continueEstimates(state, state.epoch_row)) return true;
      if (state.fits > 0) {
        recordErrors(state, state.epoch_row);
        recordBound(state, state.epoch_row);
      }
      state.part = kMeasurementBegins;
      return false;
  }
}

// 7. publish: the epoch's row; snapshots are taken by whoever watches.
bool Trainer::publish() {
  TrainingState& state = *state_;
  state.epoch_row.wall_seconds = state.wall_seconds;
  publishRecords(state, state.epoch_row);
  state.rows.push_back(std::move(state.epoch_row));
  return false;
}

bool Trainer::finished() const { return state_->stage == Stage::finished; }
bool Trainer::atStageBoundary() const { return state_->at_boundary; }
const Configuration& Trainer::configuration() const { return state_->configuration; }
std::vector<MetricRow> Trainer::takeRows() { return std::exchange(state_->rows, {}); }
std::vector<MeasurementRecord> Trainer::takeMeasurements() { return std::exchange(state_->records, {}); }
std::vector<Notice> Trainer::takeNotices() { return std::exchange(state_->notices, {}); }
std::vector<PlayedEpisode> Trainer::takeEpisodes() { return std::exchange(state_->episodes, {}); }

void Trainer::recordEpisodes() {
  TrainingState& state = *state_;
  state.records_episodes = true;
  if (state.environment->stepsInEpisode() > 0 || state.recorder.isRecording()) return;
  state.recorder.begin(*state.environment, state.configuration.environment, state.s);
}

FrozenModel Trainer::freezeModel() const { return mbpo::freezeModel(*state_); }

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
    state.published_policy = state.agent.freeze(state.action_low, state.action_high);
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
