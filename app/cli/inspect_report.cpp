#include "app/cli/inspect_report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "app/cli/display_text.h"
#include "app/cli/table.h"

namespace cli {
namespace {

using Json = nlohmann::ordered_json;
using Align = Table::Align;

Json toJson(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json toJson(const std::vector<double>& values) {
  Json list = Json::array();
  for (const double value : values) list.push_back(toJson(value));
  return list;
}

template <class Value>
Json toJson(const std::vector<std::vector<Value>>& rows) {
  Json list = Json::array();
  for (const auto& row : rows) list.push_back(toJson(row));
  return list;
}

Json toJson(const inspect::Basis& basis) {
  const bool exact = basis.provenance == mbpo::Provenance::exact;
  return {{"provenance", exact ? "exact" : "estimated"}, {"n", basis.n}, {"of", basis.of}};
}

Json toJson(const run::KeptEpisode& episode) {
  return {{"id", episode.id},
          {"kind", run::episodeKindName(episode.kind)},
          {"real_steps", episode.real_steps},
          {"epoch", episode.epoch},
          {"return", episode.episode_return},
          {"length", episode.length},
          {"end", run::episodeEndName(episode.end)}};
}

Json fansJson(const inspect::Comparison& comparison) {
  Json fans = Json::array();
  for (const inspect::Fan& fan : comparison.fans) {
    fans.push_back({{"name", fan.name},
                    {"step", fan.step},
                    {"truth", toJson(fan.truth)},
                    {"mean", toJson(fan.mean)},
                    {"member_mean", toJson(fan.member_mean)},
                    {"aleatoric", toJson(fan.aleatoric)},
                    {"epistemic", toJson(fan.epistemic)},
                    {"sigma", toJson(fan.sigma)},
                    {"basis", toJson(fan.basis)}});
  }
  return fans;
}

Json growthJson(const inspect::ErrorGrowth& growth) {
  return {{"step", growth.step},
          {"rmse", toJson(growth.rmse)},
          {"member_rmse", toJson(growth.member_rmse)},
          {"rmse_in_own_sigma", toJson(growth.rmse_in_own_sigma)},
          {"reward_rmse", toJson(growth.reward_rmse)},
          {"dimension_rmse", toJson(growth.dimension_rmse)},
          {"starts", growth.starts},
          {"not_finite", growth.not_finite},
          {"basis", toJson(growth.basis)}};
}

std::string growthText(const inspect::ErrorGrowth& growth) {
  Table table({{"step", Align::right},
               {"RMSE / σ data", Align::right},
               {"of a member", Align::right},
               {"RMSE / own σ", Align::right},
               {"reward", Align::right},
               {"starts", Align::right}});
  for (std::size_t i = 0; i < growth.step.size(); ++i) {
    // Each of the first steps, then ever fewer, and the last.
    const int h = growth.step[i];
    const bool shown = h <= 5 || (h <= 20 && h % 5 == 0) || h % 10 == 0 || i + 1 == growth.step.size();
    if (!shown || (growth.step.size() > 100 && h > 50 && h % 50 != 0)) continue;
    table.add({std::to_string(h), numberText(growth.rmse[i]), numberText(growth.member_rmse[i]),
               numberText(growth.rmse_in_own_sigma[i]), numberText(growth.reward_rmse[i]),
               countText(growth.starts[i])});
  }
  return table.text();
}

std::string calibrationText(const inspect::Calibration& calibration) {
  Table table({{"nominal", Align::right}, {"observed", Align::right}});
  for (std::size_t i = 0; i < calibration.nominal.size(); ++i) {
    table.add({numberText(100 * calibration.nominal[i]) + " %", numberText(100 * calibration.observed[i]) + " %"});
  }
  return table.text();
}

std::string scoresText(const std::vector<inspect::DimensionScore>& scores) {
  Table table({{"output"},
               {"R²", Align::right},
               {"NLL, nats", Align::right},
               {"RMSE / σ_y", Align::right},
               {"n", Align::right}});
  for (const auto& score : scores) {
    table.add({score.name, numberText(score.r2), numberText(score.nll), numberText(score.rmse), countText(score.n)});
  }
  return table.text();
}

// Where each member's mean path ends and how far it is from truth there.
std::string pathsText(const inspect::Comparison& comparison) {
  Table table({{"member", Align::right},
               {"elite"},
               {"steps", Align::right},
               {"model's end at", Align::right},
               {"Σ r imagined", Align::right},
               {"Σ r real", Align::right}});
  double real = 0;
  for (const double r : comparison.truth.reward) real += r;
  for (const auto& path : comparison.paths) {
    if (path.sample >= 0) continue;
    const auto place = std::ranges::find(comparison.members, path.member) - comparison.members.begin();
    double imagined = 0;
    for (int t = 0; t < std::min(path.steps(), comparison.truth.steps()); ++t) {
      imagined += path.reward[static_cast<std::size_t>(t)];
    }
    table.add({std::to_string(path.member), comparison.is_elite[static_cast<std::size_t>(place)] ? "yes" : "no",
               std::to_string(path.steps()), path.ended_at < 0 ? "–" : std::to_string(path.ended_at),
               numberText(imagined), numberText(real)});
  }
  return table.text();
}

}  // namespace

std::string comparisonText(const inspect::Comparison& c) {
  std::string text = c.environment + ": the model at real step " + countText(c.model_steps) + " (epoch " +
                     std::to_string(c.model_epoch) + ", " + countText(c.model_fits) +
                     " fits, k = " + std::to_string(c.rollout_length) + ")\n";
  if (c.episode.id.empty()) {
    text += "start: state " + std::to_string(c.spec.start_step) + " of those kept of D_env";
  } else {
    text += "start: step " + std::to_string(c.spec.start_step) + " of " + c.episode.id + " (return " +
            numberText(c.episode.episode_return) + ", " + std::to_string(c.episode.length) + " steps, " +
            std::string(run::episodeEndName(c.episode.end)) + ")";
  }
  text += ", " + std::to_string(c.spec.horizon) + " model steps, " + std::string(driveName(c.spec.drive)) + " loop\n";
  text += "truth: " + c.truth_note + "\nbody:  " + c.body_note + "\n\nMean paths from this start\n\n" + pathsText(c);
  if (!c.spec.statistics) return text;
  text += "\n" + c.statistics_note + "\n";
  if (!c.growth.step.empty()) {
    text += "\nError growth, estimated from " + countText(c.growth.basis.n) + " start states" +
            (c.growth.not_finite > 0
                 ? "; " + countText(c.growth.not_finite) + " left out from where imagination was not finite"
                 : "") +
            "\n\n" + growthText(c.growth);
  }
  if (c.calibration.basis.n > 0) {
    text += "\nCalibration of one step, estimated from " + countText(c.calibration.basis.n) +
            " transitions: share of outcomes within the central interval\n\n" + calibrationText(c.calibration);
    text += "\nScores of one step, by output\n\n" + scoresText(c.scores);
  }
  return text;
}

Json comparisonJson(const inspect::Comparison& c) {
  Json paths = Json::array();
  for (const auto& path : c.paths) {
    paths.push_back({{"member", path.member},
                     {"sample", path.sample},
                     {"ended_at", path.ended_at},
                     {"observation", toJson(path.observation)},
                     {"action", toJson(path.action)},
                     {"reward", toJson(path.reward)}});
  }
  Json scores = Json::array();
  for (const auto& score : c.scores) {
    scores.push_back({{"name", score.name},
                      {"r2", toJson(score.r2)},
                      {"nll", toJson(score.nll)},
                      {"rmse", toJson(score.rmse)},
                      {"n", score.n},
                      {"truth", toJson(score.truth)},
                      {"predicted", toJson(score.predicted)},
                      {"sigma", toJson(score.sigma)}});
  }
  return {{"environment", c.environment},
          {"model",
           {{"real_steps", c.model_steps},
            {"epoch", c.model_epoch},
            {"fits", c.model_fits},
            {"rollout_length", c.rollout_length}}},
          {"episode", c.episode.id.empty() ? Json(nullptr) : toJson(c.episode)},
          {"start", c.spec.start_step},
          {"horizon", c.spec.horizon},
          {"drive", driveName(c.spec.drive)},
          {"seed", c.spec.seed},
          {"members", c.members},
          {"is_elite", c.is_elite},
          {"seconds_per_step", c.seconds_per_step},
          {"observation_names", c.observation_names},
          {"truth",
           {{"note", c.truth_note},
            {"ended_at", c.truth.ended_at},
            {"observation", toJson(c.truth.observation)},
            {"action", toJson(c.truth.action)},
            {"reward", toJson(c.truth.reward)}}},
          {"body_note", c.body_note},
          {"paths", std::move(paths)},
          {"fans", fansJson(c)},
          {"statistics_note", c.statistics_note},
          {"error_growth", growthJson(c.growth)},
          {"calibration",
           {{"nominal", toJson(c.calibration.nominal)},
            {"observed", toJson(c.calibration.observed)},
            {"pit", toJson(c.calibration.pit)},
            {"by_dimension", toJson(c.calibration.by_dimension)},
            {"basis", toJson(c.calibration.basis)}}},
          {"scores", std::move(scores)},
          {"seconds", c.seconds}};
}

std::string episodesText(const std::vector<run::KeptEpisode>& episodes) {
  Table table({{"episode"},
               {"real steps", Align::right},
               {"epoch", Align::right},
               {"return", Align::right},
               {"steps", Align::right},
               {"end"}});
  for (const auto& episode : episodes) {
    table.add({episode.id, countText(episode.real_steps), std::to_string(episode.epoch),
               numberText(episode.episode_return), std::to_string(episode.length),
               std::string(run::episodeEndName(episode.end))});
  }
  return table.isEmpty() ? "The run has kept no episodes.\n" : table.text();
}

Json episodesJson(const std::vector<run::KeptEpisode>& episodes) {
  Json list = Json::array();
  for (const auto& episode : episodes) list.push_back(toJson(episode));
  return list;
}

std::string trainingViewText(const inspect::TrainingView& view) {
  std::string text = "At real step " + countText(view.real_steps) + " (epoch " + std::to_string(view.epoch) +
                     "): D_env " + countText(view.env_rows) + " rows, D_model " + countText(view.model_rows) + " of " +
                     countText(view.model_capacity) + " rows, the oldest about " +
                     countText(std::llround(view.oldest_age)) + " real steps old (estimated)\n\n";
  Table table({{"branch length", Align::right}, {"branches", Align::right}, {"ended by termination", Align::right}});
  for (std::size_t i = 0; i < view.lengths.branches.size(); ++i) {
    table.add({std::to_string(i + 1), countText(view.lengths.branches[i]), countText(view.lengths.terminated[i])});
  }
  return text + (table.isEmpty() ? "D_model is empty.\n" : table.text());
}

Json trainingViewJson(const inspect::TrainingView& view) {
  const auto cloud = [&](const inspect::TrainingView::Cloud& sample) {
    const std::size_t n_s = view.dimensions.size();
    Json states = Json::array();
    for (std::size_t i = 0; i < sample.points.size(); ++i) {
      const auto row = sample.states.begin() + static_cast<std::ptrdiff_t>(i * n_s);
      states.push_back(std::vector<float>(row, row + static_cast<std::ptrdiff_t>(n_s)));
    }
    return Json{{"points", sample.points}, {"states", std::move(states)}, {"of", sample.of}};
  };
  return {{"real_steps", view.real_steps},
          {"epoch", view.epoch},
          {"env_rows", view.env_rows},
          {"env_starts", view.env_starts},
          {"model_rows", view.model_rows},
          {"model_capacity", view.model_capacity},
          {"oldest_age", toJson(view.oldest_age)},
          {"mean_age", toJson(view.mean_age)},
          {"rollout_length", view.rollout_length},
          {"branches", view.lengths.branches},
          {"terminated", view.lengths.terminated},
          {"dimensions", view.dimensions},
          {"axis", view.axis},
          {"variance_share", view.variance_share},
          {"env_states", cloud(view.env_states)},
          {"model_starts", cloud(view.model_starts)}};
}

}  // namespace cli
