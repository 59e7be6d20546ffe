#include "ui/rollouts/rollout_figures.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "ui/models/number_text.h"
#include "ui/rollouts/member_look.h"

namespace rollouts {
namespace {

using inspect::Comparison;
using Spec = charts::SeriesSpec;

QString tr(const char* text) { return QCoreApplication::translate("rollouts", text); }

constexpr int kMeanColour = 0, kSingleColour = 1, kRewardColour = 3, kDimensionColour = 2;
constexpr double kTwoSigma = 2;
constexpr double kNormal95 = 1.959964;

QString basisText(const inspect::Basis& basis) {
  const QString how = basis.provenance == mbpo::Provenance::exact     ? tr("exact")
                      : basis.provenance == mbpo::Provenance::setting ? tr("set")
                                                                      : tr("estimated");
  return QStringLiteral("%1, %2 %3").arg(how, models::groupedText(basis.n), QString::fromStdString(basis.of));
}

QString nameOf(const Comparison& comparison, std::size_t dimension) {
  return dimension < comparison.fans.size() ? QString::fromStdString(comparison.fans[dimension].name) : QString();
}

QList<QPointF> pointsOf(const std::vector<int>& step, const std::vector<double>& values, double first) {
  QList<QPointF> points;
  for (std::size_t i = 0; i < std::min(step.size(), values.size()); ++i) points << QPointF(first + step[i], values[i]);
  return points;
}

Layer lineOf(const QString& label, int colour, Spec::Dash dash, QList<QPointF> points, const QString& explanation) {
  Layer layer;
  layer.spec.label = label;
  layer.spec.colour = colour;
  layer.spec.dash = dash;
  layer.spec.explanation = explanation;
  layer.points = std::move(points);
  return layer;
}

Layer bandOf(const QString& label, const inspect::Fan& fan, const std::vector<double>& sigma, double first) {
  Layer layer;
  layer.kind = Layer::Kind::band;
  layer.spec.label = label;
  for (std::size_t i = 0; i < std::min(fan.mean.size(), sigma.size()); ++i) {
    layer.band << charts::BandPoint{first + fan.step[i], fan.mean[i] - kTwoSigma * sigma[i],
                                    fan.mean[i] + kTwoSigma * sigma[i]};
  }
  return layer;
}

/// Places of the members, ascending by their numbers: elites come by rank, which changes with every fit.
std::vector<std::size_t> byNumber(const std::vector<int>& members) {
  std::vector<std::size_t> places(members.size());
  std::iota(places.begin(), places.end(), std::size_t{0});
  std::ranges::sort(places, {}, [&](std::size_t place) { return members[place]; });
  return places;
}

/// A sampled path of a member, thin, with that member's name: its legend entry hides both.
Layer sampleOf(const inspect::ImaginedPath& path, std::size_t dimension, bool is_reward, double first) {
  const MemberLook look = lookOfMember(path.member);
  Layer layer = lineOf(tr("member %1").arg(path.member), look.colour, Spec::Dash::solid, {}, {});
  layer.spec.faint = true;
  layer.opacity = 0.4;
  if (is_reward) {
    for (std::size_t i = 0; i < path.reward.size(); ++i) {
      layer.points << QPointF(first + static_cast<double>(i) + 1, path.reward[i]);
    }
    return layer;
  }
  for (std::size_t i = 0; i < path.observation.size(); ++i) {
    layer.points << QPointF(first + static_cast<double>(i), path.observation[i].at(dimension));
  }
  return layer;
}

/// Where the task's termination ends a path: training would see nothing beyond.
Layer endsOf(const Comparison& comparison, const inspect::Fan& fan, double first) {
  Layer layer;
  layer.kind = Layer::Kind::dots;
  layer.ink = Layer::Ink::truth;
  layer.radius = 3.2;
  layer.spec.label = tr("task ends");
  layer.spec.explanation = tr("Here the task's own rule ends the path; training sees nothing beyond.");
  const auto add = [&](int ended_at, const std::vector<double>& values) {
    const auto found = std::ranges::find(fan.step, ended_at);
    const auto place = static_cast<std::size_t>(found - fan.step.begin());
    if (ended_at > 0 && place < values.size()) layer.points << QPointF(first + ended_at, values[place]);
  };
  for (std::size_t m = 0; m < comparison.members.size() && m < fan.member_mean.size(); ++m) {
    const auto path = std::ranges::find_if(comparison.paths, [&](const inspect::ImaginedPath& one) {
      return one.member == comparison.members[m] && one.sample < 0;
    });
    if (path != comparison.paths.end()) add(path->ended_at, fan.member_mean[m]);
  }
  add(comparison.truth.ended_at, fan.truth);
  return layer;
}

QString nothingYet(const Comparison& comparison) {
  return comparison.complete ? tr("Not enough transitions to say.") : tr("Being measured …");
}

QList<Rule> rulesOf(const Lengths& lengths, double first, int horizon) {
  QList<Rule> rules;
  if (lengths.k > 0) rules << Rule{first + lengths.k, QStringLiteral("k = %1").arg(lengths.k), Qt::DashLine};
  if (lengths.k_star) {
    const QString text = QStringLiteral("k* = %1").arg(models::shortText(*lengths.k_star));
    const bool beyond = *lengths.k_star > horizon;
    rules << Rule{first + (beyond ? horizon : *lengths.k_star), beyond ? text + QStringLiteral(" →") : text,
                  beyond ? Qt::NoPen : Qt::DotLine};
  }
  return rules;
}

Layer diagonal(double low, double high, const QString& label) {
  Layer layer = lineOf(label, 0, Spec::Dash::dashed, {{low, low}, {high, high}}, {});
  layer.ink = Layer::Ink::quiet;
  return layer;
}

}  // namespace

QString scoreText(double r2) {
  if (!std::isfinite(r2)) return models::shortText(r2);
  if (r2 > 0.99995 && r2 < 1) return QStringLiteral("> 0.9999");  // rounded to 1 it would claim perfection
  return QString::number(r2, 'f', 4).replace(u'-', QChar(0x2212));
}

QString startText(const Comparison& comparison) {
  if (comparison.episode.id.empty()) return tr("state %1 of D_env").arg(comparison.spec.start_step);
  return tr("%1 episode of step %2, from its step %3")
      .arg(comparison.episode.kind == run::EpisodeKind::evaluation ? tr("evaluation") : tr("training"),
           models::groupedText(comparison.episode.real_steps), models::groupedText(comparison.spec.start_step));
}

Figure fanFigure(const Comparison& comparison, std::size_t dimension, const Lengths& lengths) {
  const bool in_episode = !comparison.episode.id.empty();
  Figure figure;
  figure.empty_text = tr("No path to show.");
  figure.reading = Reading::step;
  figure.steps = comparison.spec.horizon;
  figure.first_step = in_episode ? comparison.spec.start_step : 0;
  figure.x = {figure.first_step, figure.first_step + figure.steps};
  figure.x_title = in_episode ? tr("step of the episode") : tr("model steps from the start");
  if (dimension >= comparison.fans.size()) return figure;
  const inspect::Fan& fan = comparison.fans[dimension];
  const bool is_reward = dimension + 1 == comparison.fans.size();
  figure.title = QString::fromStdString(fan.name);
  figure.y_title = is_reward ? tr("reward of the step") : tr("%1, raw units").arg(figure.title);
  figure.caption = tr("means exact given the model · aleatoric σ %1").arg(basisText(fan.basis));
  if (std::isfinite(fan.sigma)) figure.caption += tr(" · σ over D_env %1").arg(models::shortText(fan.sigma));
  figure.explanation =
      tr("What the members imagine from one real state, beside what really happened. Bands stand about "
         "the members' average: aleatoric, the noise that each network believes in; epistemic, what "
         "the networks do not agree on.");
  const double first = figure.first_step;
  Layer aleatoric = bandOf(tr("aleatoric ±2σ"), fan, fan.aleatoric, first);
  aleatoric.spec.colour = 5;
  aleatoric.spec.explanation = tr("√ of the members' average variance of their particles, carried along; estimated");
  Layer epistemic = bandOf(tr("epistemic ±2σ"), fan, fan.epistemic, first);
  epistemic.hatched = true;
  epistemic.ink = Layer::Ink::quiet;
  epistemic.spec.explanation = tr("Standard deviation of the members' mean paths; exact given the model");
  figure.layers << aleatoric << epistemic;
  for (const std::size_t m : byNumber(comparison.members)) {
    if (m >= fan.member_mean.size()) continue;
    const MemberLook look = lookOfMember(comparison.members[m]);
    const bool elite = m < comparison.is_elite.size() && comparison.is_elite[m];
    figure.layers << lineOf(tr("member %1").arg(comparison.members[m]), look.colour, look.dash,
                            pointsOf(fan.step, fan.member_mean[m], first),
                            elite ? tr("Mean path of this network, one of the elites")
                                  : tr("Mean path of this network, no elite: training does not use it"));
  }
  for (const inspect::ImaginedPath& path : comparison.paths) {
    if (path.sample >= 0) figure.layers << sampleOf(path, dimension, is_reward, first);
  }
  Layer truth = lineOf(tr("truth"), 0, Spec::Dash::solid, pointsOf(fan.step, fan.truth, first),
                       QString::fromStdString(comparison.truth_note));
  truth.ink = Layer::Ink::truth;
  figure.layers << truth;
  Layer ends = endsOf(comparison, fan, first);
  if (!ends.points.isEmpty()) figure.layers << ends;
  figure.rules = {Rule{first, tr("start"), Qt::SolidLine}};
  if (lengths.k > 0 && lengths.k <= figure.steps) figure.rules << rulesOf({lengths.k, {}}, first, figure.steps);
  return figure;
}

Figure growthFigure(const Comparison& comparison, std::size_t dimension, const Lengths& lengths) {
  const inspect::ErrorGrowth& growth = comparison.growth;
  Figure figure;
  figure.title = tr("Error growth");
  figure.x_title = tr("model steps from the start");
  figure.y_title = tr("RMSE, units of σ over D_env");
  figure.explanation =
      tr("How far imagination is from truth after so many model steps, root mean over starts and "
         "dimensions. A start counts while its truth is known.");
  figure.empty_text = nothingYet(comparison);
  figure.reading = Reading::step;
  figure.steps = comparison.spec.horizon;
  figure.x = {0, static_cast<double>(figure.steps)};
  figure.y_scale.floor = 1e-4;
  if (growth.step.empty()) return figure;
  figure.caption = tr("%1 (%2 at step %3) · seed %4")
                       .arg(basisText(growth.basis), models::groupedText(growth.starts.back()))
                       .arg(growth.step.back())
                       .arg(comparison.spec.seed);
  if (growth.not_finite > 0) {
    figure.caption += tr(" · %1 starts left out where imagination was not finite").arg(growth.not_finite);
  }
  figure.explanation += u'\n' + QString::fromStdString(comparison.statistics_note);
  figure.layers << lineOf(tr("members' mean"), kMeanColour, Spec::Dash::solid, pointsOf(growth.step, growth.rmse, 0),
                          tr("Of the average of the members' mean paths"))
                << lineOf(tr("one member"), kSingleColour, Spec::Dash::dashed,
                          pointsOf(growth.step, growth.member_rmse, 0),
                          tr("Of single members: what a branch of training meets"))
                << lineOf(tr("reward"), kRewardColour, Spec::Dash::dash_dotted,
                          pointsOf(growth.step, growth.reward_rmse, 0), tr("In units of the reward's σ over D_env"));
  if (dimension < growth.dimension_rmse.size()) {
    figure.layers << lineOf(nameOf(comparison, dimension), kDimensionColour, Spec::Dash::dotted,
                            pointsOf(growth.step, growth.dimension_rmse[dimension], 0),
                            tr("The chosen dimension alone"));
  }
  figure.rules = rulesOf(lengths, 0, figure.steps);
  return figure;
}

Figure ownSigmaFigure(const Comparison& comparison, const Lengths& lengths) {
  const inspect::ErrorGrowth& growth = comparison.growth;
  Figure figure;
  figure.title = tr("Does it know its error?");
  figure.x_title = tr("model steps from the start");
  figure.y_title = tr("error ÷ own σ");
  figure.explanation =
      tr("Error over √(aleatoric² + epistemic²). 1: as large as the model says; above: overconfident.");
  figure.empty_text = nothingYet(comparison);
  figure.reading = Reading::step;
  figure.steps = comparison.spec.horizon;
  figure.x = {0, static_cast<double>(figure.steps)};
  figure.y = {0, 1.2};
  if (growth.step.empty()) return figure;
  figure.caption = basisText(growth.basis);
  Layer one = lineOf(tr("as it says"), 0, Spec::Dash::dashed, {{0, 1}, {double(figure.steps), 1}}, {});
  one.ink = Layer::Ink::quiet;
  figure.layers << one
                << lineOf(tr("measured"), kMeanColour, Spec::Dash::solid,
                          pointsOf(growth.step, growth.rmse_in_own_sigma, 0),
                          tr("Root mean over starts and dimensions"));
  figure.rules = rulesOf({lengths.k, {}}, 0, figure.steps);
  return figure;
}

Figure coverageFigure(const Comparison& comparison, std::size_t dimension) {
  const inspect::Calibration& calibration = comparison.calibration;
  Figure figure;
  figure.title = tr("Coverage");
  figure.x_title = tr("nominal: share that the model promises");
  figure.y_title = tr("observed share");
  figure.explanation =
      tr("How often the truth of one step lies within the central interval of that mass. Below the "
         "diagonal the model is overconfident, above it too careful.");
  figure.empty_text = nothingYet(comparison);
  figure.reading = Reading::nearest;
  figure.whole_x = true;
  figure.x = figure.y = {0, 1};
  if (calibration.nominal.empty()) return figure;
  figure.caption = basisText(calibration.basis);
  const auto curve = [&](const std::vector<double>& observed) {
    QList<QPointF> points;
    for (std::size_t i = 0; i < std::min(calibration.nominal.size(), observed.size()); ++i) {
      points << QPointF(calibration.nominal[i], observed[i]);
    }
    return points;
  };
  figure.layers << diagonal(0, 1, tr("calibrated"));
  if (dimension < calibration.by_dimension.size()) {
    figure.layers << lineOf(nameOf(comparison, dimension), kDimensionColour, Spec::Dash::dotted,
                            curve(calibration.by_dimension[dimension]), tr("The chosen dimension alone"));
  }
  Layer all = lineOf(tr("all outputs"), kMeanColour, Spec::Dash::solid, curve(calibration.observed),
                     tr("Of all observations and the reward together"));
  Layer dots = all;
  dots.kind = Layer::Kind::dots;
  figure.layers << all << dots;
  return figure;
}

double chanceHalfWidth(std::size_t bins, std::int64_t n) {
  if (bins < 2 || n < 1) return 0;
  return kNormal95 * std::sqrt(static_cast<double>(bins - 1) / static_cast<double>(n));
}

Figure pitFigure(const Comparison& comparison) {
  const inspect::Calibration& calibration = comparison.calibration;
  Figure figure;
  figure.title = tr("PIT");
  figure.x_title = tr("F(truth), F the predicted distribution");
  figure.y_title = tr("density, 1 = uniform");
  figure.explanation =
      tr("Probability integral transform of one step. Flat: calibrated. A valley: too narrow "
         "(overconfident). A hill: too wide. A slope: biased.");
  figure.empty_text = nothingYet(comparison);
  figure.reading = Reading::nearest;
  figure.whole_x = true;
  figure.x = {0, 1};
  figure.y = {0, 1.2};
  const std::size_t bins = calibration.pit.size();
  if (bins == 0) return figure;
  figure.caption = basisText(calibration.basis);
  Layer density;
  density.kind = Layer::Kind::bars;
  density.spec.label = tr("density");
  density.spec.colour = kMeanColour;
  density.bar_width = 1.0 / static_cast<double>(bins);
  density.opacity = 0.75;
  for (std::size_t i = 0; i < bins; ++i) {
    density.points << QPointF((static_cast<double>(i) + 0.5) * density.bar_width, calibration.pit[i]);
  }
  const double half = chanceHalfWidth(bins, calibration.basis.n);
  Layer chance;
  chance.kind = Layer::Kind::band;
  chance.ink = Layer::Ink::quiet;
  chance.hatched = true;
  chance.spec.label = tr("95 % by chance");
  chance.spec.explanation =
      tr("Where a bin of a calibrated model lies with 95 %, for n independent values: 1 ± 1.96 "
         "√((B − 1)/n), B bins. Outputs of one transition are not counted apart.");
  chance.band = {{0, std::max(0.0, 1 - half), 1 + half}, {1, std::max(0.0, 1 - half), 1 + half}};
  figure.layers << density << chance;
  return figure;
}

Figure scatterFigure(const Comparison& comparison, std::size_t dimension) {
  Figure figure;
  figure.title = tr("Predicted against true");
  figure.empty_text = nothingYet(comparison);
  figure.reading = Reading::nearest;
  figure.explanation =
      tr("One step: the members' mean prediction against what happened, a bounded sample. On the "
         "diagonal the model is right.");
  if (dimension >= comparison.scores.size() || comparison.scores[dimension].truth.empty()) return figure;
  const inspect::DimensionScore& score = comparison.scores[dimension];
  const bool is_reward = dimension + 1 == comparison.scores.size();
  const QString name = QString::fromStdString(score.name);
  figure.title = tr("Predicted against true: %1").arg(name);
  figure.x_title = is_reward ? tr("true reward") : tr("true change of %1, raw units").arg(name);
  figure.y_title = is_reward ? tr("predicted reward") : tr("predicted change");
  figure.caption = tr("%1 of %2 transitions · R² %3")
                       .arg(models::groupedText(static_cast<qint64>(score.truth.size())), models::groupedText(score.n),
                            scoreText(score.r2));
  const auto [low, high] = std::ranges::minmax(score.truth);
  Layer dots;
  dots.kind = Layer::Kind::dots;
  dots.spec.label = tr("transitions");
  dots.spec.colour = kMeanColour;
  dots.opacity = 0.45;
  dots.radius = 2;
  for (std::size_t i = 0; i < std::min(score.truth.size(), score.predicted.size()); ++i) {
    dots.points << QPointF(score.truth[i], score.predicted[i]);
  }
  figure.layers << diagonal(low, high, tr("exact")) << dots;
  return figure;
}

}  // namespace rollouts
