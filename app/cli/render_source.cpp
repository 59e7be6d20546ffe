#include "app/cli/render_source.h"

#include <iterator>

#include "app/cli/display_text.h"
#include "app/cli/exit_code.h"
#include "inspect/answer.h"
#include "run/episode_archive.h"
#include "run/run_directory.h"
#include "ui/viewer/policy_player.h"

namespace cli {
namespace {

/// Okabe and Ito's colours that show on sky and ground, in this order; more members begin anew.
QColor ghostColour(std::size_t i) {
  static constexpr const char* kColours[] = {"#E69F00", "#CC79A7", "#009E73", "#F0E442", "#56B4E9", "#D55E00"};
  return QColor(QLatin1String(kColours[i % std::size(kColours)]));
}

std::string keptEpisode(const std::filesystem::path& run, const std::string& id_or_word) {
  run::readConfiguration(run);  // says what is wrong with a directory that is no run
  return run::findEpisode(run::listEpisodes(run), id_or_word);
}

QString episodeTitle(const run::KeptEpisode& episode, const std::string& environment) {
  return QString::fromStdString(environment + ", " + std::string(run::episodeKindName(episode.kind)) + " at step " +
                                countText(episode.real_steps));
}

}  // namespace

std::shared_ptr<const viewer::Stage> stageOfPolicy(const std::filesystem::path& run, std::uint64_t seed, bool sampled) {
  const run::RunSummary summary = run::readSummary(run);
  viewer::PolicyPlayer player(summary.environment, seed);
  if (!player.setPolicy(run::readPolicy(run))) {
    throw UsageError("the policy of " + run.string() + " does not fit " + summary.environment);
  }
  player.setSampled(sampled);
  auto stage = std::make_shared<viewer::Stage>();
  stage->environment = QString::fromStdString(summary.environment);
  stage->title = QString::fromStdString(summary.environment + ", policy of step " + countText(summary.real_steps));
  stage->seconds_per_step = player.environment().secondsPerStep();
  viewer::Track body{sampled ? QStringLiteral("sampled action") : QStringLiteral("mean action"), {}, true, {}};
  body.states.push_back(player.environment().bodyState());
  while (!player.episodeHasEnded()) {
    player.step();
    body.states.push_back(player.environment().bodyState());
    stage->reward.push_back(player.reward());
    stage->value.push_back(player.value());
  }
  stage->tracks.push_back(std::move(body));
  return stage;
}

std::shared_ptr<const viewer::Stage> stageOfEpisode(const std::filesystem::path& run, const std::string& id_or_word) {
  const run::EpisodeRecording recording = run::readEpisode(run, keptEpisode(run, id_or_word));
  const mbpo::Trajectory& path = recording.trajectory;
  auto stage = std::make_shared<viewer::Stage>();
  stage->environment = QString::fromStdString(path.environment);
  stage->title = episodeTitle(recording.about, path.environment);
  stage->seconds_per_step = path.seconds_per_step;
  stage->reward = path.reward;
  viewer::Track body{QStringLiteral("real"), {}, true, {}};
  for (std::size_t t = 0; t < path.qpos.size(); ++t) {
    body.states.push_back({path.qpos[t], path.qvel[t], double(t) * path.seconds_per_step, {}});
  }
  stage->tracks.push_back(std::move(body));
  return stage;
}

std::shared_ptr<const viewer::Stage> stageOfImagination(const std::filesystem::path& run, const Imagination& wanted) {
  inspect::ComparisonSpec spec;
  const bool from_data = wanted.episode == "D_env" || (wanted.episode.empty() && run::listEpisodes(run).empty());
  if (!from_data) spec.episode = keptEpisode(run, wanted.episode.empty() ? "newest" : wanted.episode);
  spec.start_step = wanted.start;
  spec.horizon = wanted.horizon;
  spec.drive = wanted.closed_loop ? inspect::Drive::closed_loop : inspect::Drive::open_loop;
  spec.samples = wanted.samples;
  spec.members = wanted.members;
  spec.seed = wanted.seed;
  spec.statistics = false;
  const inspect::Comparison answer = inspect::answer(run, spec);
  if (answer.truth.bodies.empty()) throw base::Error("there is no body to film: " + answer.body_note);

  auto stage = std::make_shared<viewer::Stage>();
  stage->environment = QString::fromStdString(answer.environment);
  stage->title = from_data ? QString::fromStdString(answer.environment + ", from state ") +
                                 QString::number(answer.spec.start_step) + QStringLiteral(" of D_env")
                           : episodeTitle(answer.episode, answer.environment) +
                                 QStringLiteral(", from step %1").arg(answer.spec.start_step);
  stage->seconds_per_step = answer.seconds_per_step;
  stage->reward = answer.truth.reward;
  stage->value = answer.truth.value;
  stage->tracks.push_back({QStringLiteral("real"), {}, true, answer.truth.bodies});
  for (const inspect::ImaginedPath& path : answer.paths) {
    const bool is_mean = path.sample < 0;
    if (path.bodies.empty() || is_mean != (wanted.samples == 0)) continue;
    QString name = QStringLiteral("imagined by member %1").arg(path.member);
    if (!is_mean) name += QStringLiteral(", sample %1").arg(path.sample + 1);
    if (path.ended_at >= 0) name += QStringLiteral(" (ended at %1)").arg(path.ended_at);
    stage->tracks.push_back({name, ghostColour(stage->tracks.size() - 1), false, path.bodies, {}, path.value});
  }
  return stage;
}

}  // namespace cli
