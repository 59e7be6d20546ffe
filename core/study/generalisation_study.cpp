#include "study/generalisation_study.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/error.h"
#include "mbpo/checkpoint.h"
#include "mbpo/parameter_registry.h"
#include "mbpo/trainer.h"
#include "mbpo/training_state.h"
#include "study/policy_measurement.h"
#include "study/policy_walk.h"
#include "study/transition_collector.h"

namespace study {
namespace {

constexpr std::int64_t kShiftStates = 1000;

// Rough costs in SAC updates, for the progress bar alone.
constexpr double kCostPerCollectedRow = 0.02, kCostPerFittedRow = 0.4, kCostPerMeasurement = 40;

// π_D's training evaluates as little as it may: nobody looks.
mbpo::Configuration pretraining(const StudySettings& settings) {
  mbpo::Configuration c = settings.configuration;
  c.steps = settings.pretraining_steps;
  c.eval_episodes = 1;
  c.return_interval = 1'000'000;
  return c;
}

measure::ModelErrorSettings errorSettings(const mbpo::Configuration& c) {
  measure::ModelErrorSettings settings;
  settings.rho = {c.resolution};
  for (const auto estimator : {measure::ModelErrorEstimator::resolution_tv, measure::ModelErrorEstimator::pinsker_nll,
                               measure::ModelErrorEstimator::ensemble_tv}) {
    if (measure::name(estimator) == c.eps_m_estimator) settings.estimators = {estimator};
  }
  return settings;
}

void requireSameShape(const mbpo::TrainingState& state, const StudySettings& settings) {
  const auto& run = state.configuration;
  const auto& c = settings.configuration;
  if (run.environment == c.environment && run.agent_hidden == c.agent_hidden && run.agent_layers == c.agent_layers) {
    return;
  }
  throw base::Error("the policy of " + settings.checkpoint.string() + " is for " + run.environment + " with " +
                    std::to_string(run.agent_layers) + " × " + std::to_string(run.agent_hidden) +
                    " units: study it with the run's own configuration");
}

std::string behaviourText(const StudySettings& settings, std::int64_t real_steps) {
  if (!settings.checkpoint.empty()) {
    // DIR/checkpoint/a.pt
    const auto directory = settings.checkpoint.parent_path().parent_path();
    return "policy of " + directory.filename().string() + " at real step " + std::to_string(real_steps);
  }
  if (settings.pretraining_steps == 0) return "untrained policy";
  return "policy trained for " + std::to_string(real_steps) + " real steps";
}

}  // namespace

struct GeneralisationStudy::Parts {
  explicit Parts(StudySettings given) : settings(std::move(given)) {}

  StudySettings settings;
  std::vector<std::int64_t> schedule;
  StudyStage stage = StudyStage::train_policy;
  std::unique_ptr<mbpo::Trainer> trainer;
  std::unique_ptr<mbpo::TrainingState> origin;  ///< its agent is π_D's; its evaluation environment plays all episodes
  std::optional<TransitionCollector> collector;
  at::Tensor rows;  ///< of π_D [max n, width]
  Yardstick yardstick;
  std::size_t curve = 0;
  int policy = 0;
  std::unique_ptr<PolicyWalk> walk;
  std::optional<PolicyMeasurement> measurement;
  StudyResult result;
  std::shared_ptr<const StudyResult> published;

  void publish() { published = std::make_shared<StudyResult>(result); }
  void trainPolicy();
  void beginCollecting();
  void collect();
  void beginCurve();
  void fit();
  void beginLeg();
  void improve();
  void beginMeasurement();
  void measure();
  double doneInStage() const;
};

// 1. train_policy: π_D, from wherever it comes.
void GeneralisationStudy::Parts::trainPolicy() {
  if (trainer && !trainer->finished()) {
    trainer->advance();
    return;
  }
  if (trainer) {
    origin = trainer->releaseState();
    trainer.reset();
  } else {
    origin = std::make_unique<mbpo::TrainingState>(settings.configuration);
  }
  std::int64_t real_steps = origin->real_steps;
  if (!settings.checkpoint.empty()) {
    const auto run = mbpo::readCheckpoint(settings.checkpoint);
    requireSameShape(*run, settings);
    origin->agent.become(run->agent);
    real_steps = run->real_steps;
  }
  result.behaviour = behaviourText(settings, real_steps);
  beginCollecting();
}

void GeneralisationStudy::Parts::beginCollecting() {
  origin->model_buffer.clear();
  collector.emplace(
      *origin->evaluation_environment, origin->agent.policy.freeze(origin->action_low, origin->action_high),
      Quota{settings.transitions.back(), 0}, static_cast<std::uint64_t>(settings.configuration.seed), "study data");
  stage = StudyStage::collect;
}

// 2. collect: the transitions that all models learn from.
void GeneralisationStudy::Parts::collect() {
  const std::int64_t wanted = settings.transitions.back();
  collector->step();
  if (collector->progress() < 1.0) return;  // the last episode need not end
  rows = collector->rows().narrow(0, 0, wanted).clone();
  result.data_steps = collector->steps();
  collector.reset();

  const ModelData data = toModelData(origin->layout, rows);
  const auto seed = static_cast<std::uint64_t>(settings.configuration.seed);
  const at::Tensor some =
      nn::Noise(seed, "study states").permutation(wanted).narrow(0, 0, std::min(wanted, kShiftStates));
  yardstick.environment = origin->evaluation_environment.get();
  yardstick.action_low = origin->action_low;
  yardstick.action_high = origin->action_high;
  yardstick.behaviour_policy = &origin->agent.policy;
  yardstick.s = rows.narrow(1, 0, origin->layout.n_s).index_select(0, some);
  yardstick.sigma_y = data.y.std(0, /*unbiased=*/false);
  yardstick.error = errorSettings(settings.configuration);
  yardstick.quota = {settings.fresh_rows, settings.fresh_episodes};
  yardstick.seed = seed;
  result.shift_states = some.size(0);
  beginCurve();
}

void GeneralisationStudy::Parts::beginCurve() {
  const std::int64_t n = settings.transitions[curve];
  policy = 0;
  walk = std::make_unique<PolicyWalk>(settings.configuration, origin->agent, rows.narrow(0, 0, n));
  result.curves.push_back({});
  result.curves.back().transitions = n;
  publish();
  stage = StudyStage::fit;
}

// 3. fit: a model of the first n transitions; from here on it is frozen.
void GeneralisationStudy::Parts::fit() {
  if (walk->fitStep()) return;
  StudyCurve& now = result.curves.back();
  now.fit_epochs = walk->fitEpochs();
  now.holdout_rmse = walk->holdoutRmse();
  now.diverged = walk->diverged();
  beginMeasurement();
}

void GeneralisationStudy::Parts::beginLeg() {
  const auto i = static_cast<std::size_t>(policy);
  walk->beginLeg(schedule[i] - (policy > 0 ? schedule[i - 1] : 0));
  ++policy;
  stage = StudyStage::roll_out;
}

// 5. improve
void GeneralisationStudy::Parts::improve() {
  if (!walk->updateStep()) beginMeasurement();
}

void GeneralisationStudy::Parts::beginMeasurement() {
  measurement.emplace(yardstick, walk->policy(), walk->ensemble());
  stage = StudyStage::measure;
}

// 6. measure
void GeneralisationStudy::Parts::measure() {
  if (measurement->step()) return;
  WORKBENCH_CHECK(walk->dataSize() == settings.transitions[curve], "a diagnostic transition reached the data");
  StudyPoint point = measurement->point();
  point.policy = policy;
  point.updates = walk->updates();
  StudyCurve& now = result.curves.back();
  now.points.push_back(point);
  result.diagnostic_steps += measurement->diagnosticSteps();
  measurement.reset();
  now.complete = policy == settings.policies;
  if (!now.complete) {
    publish();
    beginLeg();
    return;
  }
  walk.reset();
  if (++curve < settings.transitions.size()) {
    beginCurve();
    return;
  }
  result.complete = true;
  publish();
  stage = StudyStage::finished;
}

// 0 … 1 within a stage, where it is known.
double GeneralisationStudy::Parts::doneInStage() const {
  switch (stage) {
    case StudyStage::train_policy: {
      if (!trainer) return 0;
      const double steps = static_cast<double>(trainer->snapshot()->real_steps);
      return steps / static_cast<double>(settings.pretraining_steps);
    }
    case StudyStage::collect: return collector->progress();
    case StudyStage::fit: return walk->fitProgress();
    case StudyStage::measure: return measurement->progress();
    default: return 0;
  }
}

GeneralisationStudy::GeneralisationStudy(StudySettings settings)
    : parts_(std::make_unique<Parts>(std::move(settings))) {
  Parts& parts = *parts_;
  validate(parts.settings);
  parts.settings.configuration = mbpo::withFixedThreads(parts.settings.configuration);
  const auto& c = parts.settings.configuration;
  parts.schedule = policySchedule(parts.settings.policies, parts.settings.updates);
  parts.result.environment = c.environment;
  parts.result.seed = c.seed;
  parts.result.estimator = c.eps_m_estimator;
  parts.result.resolution = c.resolution;
  parts.result.rollout_length = PolicyWalk::rolloutLength(c);
  if (parts.settings.checkpoint.empty() && parts.settings.pretraining_steps > 0) {
    parts.trainer = std::make_unique<mbpo::Trainer>(pretraining(parts.settings));
  }
  parts.publish();
}

GeneralisationStudy::~GeneralisationStudy() = default;

void GeneralisationStudy::advance() {
  Parts& parts = *parts_;
  switch (parts.stage) {
    case StudyStage::train_policy: parts.trainPolicy(); break;  // 1
    case StudyStage::collect: parts.collect(); break;           // 2
    case StudyStage::fit: parts.fit(); break;                   // 3
    case StudyStage::roll_out:                                  // 4
      if (!parts.walk->rollOutStep()) parts.stage = StudyStage::improve;
      break;
    case StudyStage::improve: parts.improve(); break;  // 5
    case StudyStage::measure: parts.measure(); break;  // 6
    case StudyStage::finished: break;
  }
}

bool GeneralisationStudy::finished() const { return parts_->stage == StudyStage::finished; }
std::shared_ptr<const StudyResult> GeneralisationStudy::result() const { return parts_->published; }

StudyProgress GeneralisationStudy::progress() const {
  const Parts& parts = *parts_;
  const StudySettings& s = parts.settings;
  StudyProgress progress;
  progress.stage = parts.stage;
  progress.policies = s.policies;
  progress.policy = parts.policy;

  const auto& c = s.configuration;
  const bool trains = s.checkpoint.empty();
  const double training =
      trains
          ? static_cast<double>(std::max<std::int64_t>(0, s.pretraining_steps - c.warm_up_steps) * c.updates_per_step)
          : 0;
  const double collecting = kCostPerCollectedRow * static_cast<double>(s.transitions.back());
  const double leg = static_cast<double>(s.updates) + kCostPerMeasurement * (s.policies + 1);
  double all = training + collecting, done = 0;
  for (const std::int64_t n : s.transitions) all += kCostPerFittedRow * static_cast<double>(n) + leg;
  if (parts.stage == StudyStage::finished) {
    progress.fraction = 1;
    return progress;
  }
  const double here = parts.doneInStage();
  if (parts.stage == StudyStage::train_policy) {
    done = training * here;
  } else if (parts.stage == StudyStage::collect) {
    done = training + collecting * here;
  } else {
    progress.transitions = s.transitions[parts.curve];
    done = training + collecting;
    for (std::size_t i = 0; i < parts.curve; ++i)
      done += kCostPerFittedRow * static_cast<double>(s.transitions[i]) + leg;
    const double fitting = kCostPerFittedRow * static_cast<double>(progress.transitions);
    if (parts.stage == StudyStage::fit) {
      done += fitting * here;
    } else {
      const double measured = static_cast<double>(parts.result.curves.back().points.size());
      done += fitting + static_cast<double>(parts.walk->updates()) + kCostPerMeasurement * (measured + here);
    }
  }
  progress.fraction = std::min(1.0, done / all);
  return progress;
}

std::string describe(const StudyProgress& progress) {
  const std::string model = " the model of " + std::to_string(progress.transitions) + " transitions";
  const std::string policy =
      progress.policy == 0 ? std::string("π_D")
                           : "policy " + std::to_string(progress.policy) + " of " + std::to_string(progress.policies);
  switch (progress.stage) {
    case StudyStage::train_policy: return "train π_D";
    case StudyStage::collect: return "collect transitions of π_D";
    case StudyStage::fit: return "fit" + model;
    case StudyStage::roll_out: return policy + " on" + model + ": roll out";
    case StudyStage::improve: return policy + " on" + model + ": improve";
    case StudyStage::measure: return policy + " on" + model + ": real episodes";
    case StudyStage::finished: return "finished";
  }
  return "?";
}

}  // namespace study
