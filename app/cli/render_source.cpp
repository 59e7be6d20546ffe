#include "app/cli/render_source.h"

#include "app/cli/display_text.h"
#include "app/cli/exit_code.h"
#include "run/run_directory.h"
#include "ui/viewer/policy_player.h"

namespace cli {

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
  }
  stage->tracks.push_back(std::move(body));
  return stage;
}

}  // namespace cli
