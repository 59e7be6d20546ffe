#include "ui/rollouts/rollout_stage.h"

#include <QCoreApplication>
#include <algorithm>

#include "ui/rollouts/member_look.h"
#include "ui/rollouts/rollout_figures.h"

namespace rollouts {
namespace {

QString tr(const char* text) { return QCoreApplication::translate("rollouts", text); }

/// The ghost's line is the dash of its curves.
viewer::LinePattern patternOf(const MemberLook& look) {
  using Dash = charts::SeriesSpec::Dash;
  switch (look.dash) {
    case Dash::dashed: return viewer::LinePattern::dashed;
    case Dash::dotted: return viewer::LinePattern::dotted;
    case Dash::dash_dotted: return viewer::LinePattern::dash_dotted;
    case Dash::solid: break;
  }
  return viewer::LinePattern::whole;
}

}  // namespace

std::shared_ptr<const viewer::Stage> makeStage(const inspect::Comparison& comparison, const QPalette& palette) {
  auto stage = std::make_shared<viewer::Stage>();
  stage->environment = QString::fromStdString(comparison.environment);
  stage->title = tr("%1, H = %2").arg(startText(comparison)).arg(comparison.spec.horizon);
  stage->seconds_per_step = comparison.seconds_per_step;
  stage->reward = comparison.truth.reward;
  stage->value = comparison.truth.value;
  if (!comparison.truth.bodies.empty()) {
    stage->tracks.push_back({tr("truth"), {}, true, comparison.truth.bodies});
  }
  std::vector<const inspect::ImaginedPath*> means;
  for (const inspect::ImaginedPath& path : comparison.paths) {
    if (path.sample < 0 && !path.bodies.empty()) means.push_back(&path);
  }
  std::ranges::sort(means, {}, &inspect::ImaginedPath::member);
  for (const inspect::ImaginedPath* path : means) {
    stage->tracks.push_back({tr("member %1").arg(path->member), colourOfMember(path->member, palette), false,
                             path->bodies, patternOf(lookOfMember(path->member)), path->value});
  }
  if (stage->tracks.empty()) return nullptr;
  return stage;
}

}  // namespace rollouts
