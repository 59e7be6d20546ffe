#include "inspect/compare.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/error.h"
#include "base/random_stream.h"
#include "inspect/calc_training_view.h"
#include "inspect/divergence.h"
#include "inspect/one_step.h"
#include "inspect/reality.h"
#include "measure/elite_predictions.h"

namespace inspect {
namespace {

constexpr std::int64_t kFanParticles = 32;     // σ to about an eighth of itself per member, less over several
constexpr std::int64_t kGrowthParticles = 4;   // per start; the starts average their noise out
constexpr std::int64_t kGrowthSteps = 60'000;  // model steps in all: about a second on one core
constexpr std::int64_t kMostStarts = 64;
constexpr std::int64_t kTransitions = 2'000;  // of the one-step scores
constexpr std::int64_t kPairs = 400;          // points of a scatter plot that still reads
constexpr std::size_t kEpisodes = 6;          // newest evaluation episodes that statistics rest on

std::vector<std::int64_t> membersOf(const ComparisonSpec& spec, const InspectedModel& model) {
  if (spec.members.empty()) return model.frozen().ensemble.elites;
  return {spec.members.begin(), spec.members.end()};
}

std::vector<std::vector<double>> rowsOf(const at::Tensor& tensor) {  // [n, m]
  const at::Tensor values = tensor.to(at::kDouble).contiguous();
  std::vector<std::vector<double>> rows;
  for (std::int64_t i = 0; i < values.size(0); ++i) {
    const double* row = values.data_ptr<double>() + i * values.size(1);
    rows.emplace_back(row, row + values.size(1));
  }
  return rows;
}

/// One path of one start; it ends before its first number that is not finite.
ImaginedPath pathOf(const ImaginedBatch& batch, std::int64_t e, std::int64_t p, const InspectedModel& model) {
  const at::Tensor s = batch.s[e][p][0], r = batch.r[e][p][0];
  const std::int64_t horizon = r.size(0);
  const at::Tensor finite =
      at::isfinite(s.narrow(0, 1, horizon)).all(1).logical_and(at::isfinite(r)).to(at::kLong).cumprod(0);
  const auto steps = finite.sum().item<std::int64_t>();
  ImaginedPath path;
  path.sample = static_cast<int>(p) - 1;
  path.observation = rowsOf(s.narrow(0, 0, steps + 1));
  if (steps > 0) path.action = rowsOf(model.control(batch.a[e][p][0].narrow(0, 0, steps)));
  const at::Tensor rewards = r.narrow(0, 0, steps).to(at::kDouble).contiguous();
  path.reward.assign(rewards.data_ptr<double>(), rewards.data_ptr<double>() + steps);
  const auto ended = batch.ended[e][p][0].item<std::int64_t>();
  path.ended_at = ended <= steps ? static_cast<int>(ended) : -1;
  return path;
}

/// Q̂ at each step's observation and action; empty where no critics came with the policy.
template <typename Path>
std::vector<double> valueAlong(const Path& path, const agent::FrozenPolicy& policy) {
  std::vector<double> value;
  if (!policy.critic()) return value;
  for (std::size_t t = 0; t < path.action.size(); ++t) {
    value.push_back(*policy.estimateValue(path.observation[t], path.action[t]));
  }
  return value;
}

/// A trajectory with how it ended.
struct Stretch {
  mbpo::Trajectory trajectory;
  bool terminated = false;
};

}  // namespace

struct Comparer::Subject {
  Stretch stretch;
  run::KeptEpisode episode;  ///< id empty: of D_env
  int start = 0;
};

struct Comparer::Evidence {
  std::vector<Stretch> stretches;
  std::string note;

  std::int64_t steps() const {
    std::int64_t sum = 0;
    for (const Stretch& stretch : stretches) sum += stretch.trajectory.steps();
    return sum;
  }
};

Comparer::Comparer(std::filesystem::path run_directory) : directory_(run_directory), source_(run_directory) {}
Comparer::~Comparer() = default;

bool Comparer::reload() {
  if (!source_.reload() && model_) return false;
  model_ = std::make_unique<InspectedModel>(source_.model());
  return true;
}

TrainingView Comparer::trainingView() const {
  return calcTrainingView(model_->frozen(), model_->environment().observationNames());
}

Comparer::Subject Comparer::findSubject(const ComparisonSpec& spec) const {
  Subject subject;
  if (spec.episode.empty()) {
    const auto& windows = model_->frozen().windows;
    if (windows.empty()) throw base::Error("D_env is empty: the run has made no real step yet");
    const int count = static_cast<int>(windows.size());
    if (spec.start_step < 0 || spec.start_step >= count) {
      throw base::Error("start " + std::to_string(spec.start_step) + ": the model keeps " + std::to_string(count) +
                        " states of D_env, 0 … " + std::to_string(count - 1));
    }
    const auto& window = windows[static_cast<std::size_t>(spec.start_step)];
    subject.stretch = {toTrajectory(window, *model_), window.terminated};
    return subject;
  }
  run::EpisodeRecording recording = run::readEpisode(directory_, spec.episode);
  const int steps = recording.trajectory.steps();
  if (steps == 0 || static_cast<int>(recording.trajectory.observation_names.size()) != model_->frozen().ensemble.n_s) {
    throw base::Error("the episode " + spec.episode + " does not fit the run's model: it is of another task");
  }
  if (spec.start_step < 0 || spec.start_step >= steps) {
    throw base::Error("start " + std::to_string(spec.start_step) + ": the episode " + spec.episode + " has " +
                      std::to_string(steps) + " steps, 0 … " + std::to_string(steps - 1));
  }
  subject.stretch = {std::move(recording.trajectory), recording.about.end == run::EpisodeEnd::terminated};
  subject.episode = std::move(recording.about);
  subject.start = spec.start_step;
  return subject;
}

// Evaluation episodes never enter D_env, so the model was not trained on them; D_env's windows are the second choice.
Comparer::Evidence Comparer::findEvidence() const {
  Evidence evidence;
  const auto episodes = run::listEpisodes(directory_);
  for (auto about = episodes.rbegin(); about != episodes.rend() && evidence.stretches.size() < kEpisodes; ++about) {
    if (about->kind != run::EpisodeKind::evaluation || about->length == 0) continue;
    try {
      run::EpisodeRecording recording = run::readEpisode(directory_, about->id);
      if (static_cast<int>(recording.trajectory.observation_names.size()) != model_->frozen().ensemble.n_s) continue;
      evidence.stretches.push_back({std::move(recording.trajectory), about->end == run::EpisodeEnd::terminated});
    } catch (const base::Error&) {  // gave way in the meantime, or is damaged: the others are as good
    }
  }
  if (!evidence.stretches.empty()) {
    evidence.note = "Over the " + std::to_string(evidence.stretches.size()) +
                    " newest kept evaluation episodes: the model was never trained on them.";
    return evidence;
  }
  for (const auto& window : model_->frozen().windows) {
    evidence.stretches.push_back({toTrajectory(window, *model_), window.terminated});
  }
  evidence.note =
      "Over " + std::to_string(evidence.stretches.size()) +
      " stretches of D_env, since the run has kept no evaluation episode: the model was trained on them, so "
      "its errors are on the small side.";
  return evidence;
}

bool Comparer::addPaths(Comparison& comparison, const Subject& subject, const Proceed& proceed) const {
  const ComparisonSpec& spec = comparison.spec;
  const bool open = spec.drive == Drive::open_loop;
  const auto& trajectory = subject.stretch.trajectory;
  if (open) {
    comparison.spec.horizon = std::min(spec.horizon, trajectory.steps() - subject.start);
    comparison.truth = recordedPath(trajectory, subject.start, spec.horizon, subject.stretch.terminated, *model_);
    comparison.truth_note = "Recorded: what the body did under these very actions.";
  } else {
    const auto body = bodyAt(trajectory, subject.start, *model_);
    if (!body) {
      throw base::Error(
          "no real body can be started from an observation of D_env alone, since it does not say all of "
          "the body: choose a recorded episode, or the open loop");
    }
    comparison.truth = playedPath(*body, spec.horizon, spec.sampled_action, spec.seed, *model_);
    comparison.truth_note = std::string("Played: the real body was set to the start's state and acted on by ") +
                            (spec.sampled_action ? "actions drawn from π." : "π's mean action.");
  }
  const agent::FrozenPolicy& policy = *model_->frozen().policy;
  comparison.truth.value = valueAlong(comparison.truth, policy);
  const RealBatch real = toBatch({comparison.truth}, spec.horizon, *model_);
  ImaginationPlan plan{real.s.select(1, 0).to(at::kFloat),
                       open ? real.actions : at::Tensor(),
                       membersOf(spec, *model_),
                       std::max<std::int64_t>(kFanParticles, spec.samples),
                       spec.horizon,
                       spec.sampled_action};
  nn::Noise noise(spec.seed, "imagined paths");
  const auto batch = imagine(model_->world(), plan, noise, proceed);
  if (!batch) return false;

  const auto start_body = bodyAt(trajectory, subject.start, *model_);
  for (std::size_t e = 0; e < plan.members.size(); ++e) {
    for (std::int64_t p = 0; p <= spec.samples; ++p) {
      ImaginedPath path = pathOf(*batch, static_cast<std::int64_t>(e), p, *model_);
      path.member = static_cast<int>(plan.members[e]);
      if (path.sample < 0) path.value = valueAlong(path, policy);
      if (start_body && model_->inverse().isPossible()) {
        path.bodies = model_->inverse().bodiesAlong(*start_body, path.observation);
      }
      comparison.paths.push_back(std::move(path));
    }
  }
  comparison.body_note = model_->inverse().note();
  if (!start_body && model_->inverse().isPossible()) {
    comparison.body_note = "No body is drawn: an observation of D_env alone does not say where the whole body is.";
  }
  comparison.fans = calcFans(*batch, real.s[0], real.r[0], comparison.observation_names, model_->frozen().sigma_s,
                             model_->frozen().sigma_y.back());
  return true;
}

bool Comparer::addGrowth(Comparison& comparison, int horizon, const Evidence& evidence, const Proceed& proceed) const {
  const ComparisonSpec& spec = comparison.spec;
  const bool open = spec.drive == Drive::open_loop;
  const auto members = membersOf(spec, *model_);
  const std::int64_t steps_per_start = horizon * static_cast<std::int64_t>(members.size()) * (1 + kGrowthParticles);
  const std::int64_t wanted = std::clamp<std::int64_t>(kGrowthSteps / steps_per_start, 1, kMostStarts);

  // Starts are spread evenly over all steps, from a random first.
  base::RandomStream random(spec.seed, "starts");
  const std::int64_t total = evidence.steps(), count = std::min(wanted, total);
  const double spacing = static_cast<double>(total) / static_cast<double>(std::max<std::int64_t>(1, count));
  double next = random.uniform() * spacing;
  std::vector<RealPath> paths;
  std::int64_t passed = 0, without_body = 0;
  for (const Stretch& stretch : evidence.stretches) {
    const std::int64_t steps = stretch.trajectory.steps();
    for (; next < static_cast<double>(passed + steps); next += spacing) {
      if (!proceed()) return false;
      const int start = static_cast<int>(std::floor(next)) - static_cast<int>(passed);
      if (open) {
        paths.push_back(recordedPath(stretch.trajectory, start, horizon, stretch.terminated, *model_));
      } else if (const auto body = bodyAt(stretch.trajectory, start, *model_)) {
        paths.push_back(playedPath(*body, horizon, spec.sampled_action, spec.seed + paths.size(), *model_));
      } else {
        ++without_body;
      }
    }
    passed += steps;
  }
  std::erase_if(paths, [](const RealPath& path) { return path.steps() == 0; });
  if (paths.empty()) {
    comparison.statistics_note += " No error growth: no real body can be started from these observations.";
    return true;
  }
  const RealBatch real = toBatch(paths, horizon, *model_);
  const ImaginationPlan plan{real.s.select(1, 0).to(at::kFloat),
                             open ? real.actions : at::Tensor(),
                             members,
                             kGrowthParticles,
                             horizon,
                             spec.sampled_action};
  nn::Noise noise(spec.seed, "error growth");
  const auto batch = imagine(model_->world(), plan, noise, proceed);
  if (!batch) return false;
  comparison.growth =
      calcErrorGrowth(*batch, real.s, real.r, model_->frozen().sigma_s, model_->frozen().sigma_y.back());
  return true;
}

bool Comparer::addOneStep(Comparison& comparison, const Evidence& evidence, const Proceed& proceed) const {
  const std::int64_t total = evidence.steps();
  const std::int64_t stride = std::max<std::int64_t>(1, (total + kTransitions - 1) / kTransitions);
  std::vector<RealPath> transitions;
  std::int64_t index = 0;
  for (const Stretch& stretch : evidence.stretches) {
    for (int t = 0; t < stretch.trajectory.steps(); ++t, ++index) {
      if (index % stride != 0) continue;
      RealPath step;
      const auto first = static_cast<std::size_t>(t);
      step.observation = {stretch.trajectory.observation[first], stretch.trajectory.observation[first + 1]};
      step.action = {stretch.trajectory.action[first]};
      step.reward = {stretch.trajectory.reward[first]};
      transitions.push_back(std::move(step));
    }
  }
  if (transitions.empty()) return true;
  const RealBatch real = toBatch(transitions, 1, *model_);
  const at::Tensor s = real.s.select(1, 0);
  const at::Tensor y = at::cat({real.s.select(1, 1) - s, real.r}, 1);
  const at::Tensor x = at::cat({s.to(at::kFloat), real.actions.select(1, 0)}, 1);
  std::vector<at::Tensor> means, stds;
  for (const std::int64_t member : membersOf(comparison.spec, *model_)) {
    if (!proceed()) return false;
    const auto prediction = model_->world().predict(member, x);
    means.push_back(prediction.mean);
    stds.push_back(prediction.std);
  }
  const measure::ElitePredictions predictions{at::stack(means), at::stack(stds)};
  comparison.calibration = calcCalibration(predictions, y, model_->frozen().sigma_y);
  comparison.scores = calcScores(predictions, y, model_->frozen().sigma_y, comparison.observation_names, kPairs);
  return true;
}

std::optional<Comparison> Comparer::compare(const ComparisonSpec& spec, const Proceed& proceed,
                                            const Publish& publish) {
  const at::NoGradGuard no_gradient;
  const auto began = std::chrono::steady_clock::now();
  reload();
  const mbpo::FrozenModel& frozen = model_->frozen();
  validate(spec, frozen.ensemble.members);
  if (frozen.fits == 0) {
    throw base::Error("the run's model has not been fitted yet: that comes after the warm-up, at real step " +
                      std::to_string(frozen.real_steps) + " it had not");
  }
  const Subject subject = findSubject(spec);
  Comparison comparison;
  comparison.spec = spec;
  comparison.environment = frozen.environment;
  comparison.seconds_per_step = model_->environment().secondsPerStep();
  comparison.observation_names = model_->environment().observationNames();
  comparison.episode = subject.episode;
  comparison.model_steps = frozen.real_steps;
  comparison.model_epoch = frozen.epoch;
  comparison.model_fits = frozen.fits;
  comparison.rollout_length = frozen.rollout_length;
  for (const std::int64_t member : membersOf(spec, *model_)) {
    comparison.members.push_back(static_cast<int>(member));
    comparison.is_elite.push_back(std::ranges::find(frozen.ensemble.elites, member) != frozen.ensemble.elites.end());
  }
  const auto stamp = [&] {
    comparison.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  };
  if (!addPaths(comparison, subject, proceed)) return {};
  stamp();
  if (publish && spec.statistics) publish(comparison);
  if (spec.statistics) {
    const Evidence evidence = findEvidence();
    comparison.statistics_note = evidence.note;
    if (!addOneStep(comparison, evidence, proceed) || !addGrowth(comparison, spec.horizon, evidence, proceed))
      return {};
  }
  comparison.complete = true;
  stamp();
  return comparison;
}

}  // namespace inspect
