#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "app/cli/inspect_report.h"
#include "inspect/answer.h"
#include "inspect/comparison_spec.h"
#include "run/episode_archive.h"
#include "run/run_directory.h"

namespace cli {
namespace {

using Json = nlohmann::ordered_json;

struct InspectOptions {
  std::string run;
  std::string episode;  ///< empty: newest, or D_env when the run has kept none
  std::string drive = "open";
  inspect::ComparisonSpec spec;
  bool list = false, training = false, no_statistics = false, json = false;
};

void print(const InspectOptions& options, const Json& json, const std::string& text) {
  std::printf("%s", options.json ? (json.dump(2) + "\n").c_str() : text.c_str());
}

std::vector<run::KeptEpisode> keptEpisodes(const InspectOptions& options) {
  run::readConfiguration(options.run);  // says what is wrong with a directory that is no run
  std::vector<std::string> problems;
  auto episodes = run::listEpisodes(options.run, &problems);
  for (const std::string& problem : problems) std::fprintf(stderr, "mbpo: left out: %s\n", problem.c_str());
  return episodes;
}

std::string chosenEpisode(const InspectOptions& options) {
  if (options.episode == "D_env") return "";
  const auto episodes = keptEpisodes(options);
  if (options.episode.empty() && episodes.empty()) {
    std::fprintf(stderr, "mbpo: the run has kept no episodes: starting from a state of D_env\n");
    return "";
  }
  return run::findEpisode(episodes, options.episode.empty() ? "newest" : options.episode);
}

int inspectAndReport(const InspectOptions& options) {
  if (options.list) {
    const auto episodes = asInput([&] { return keptEpisodes(options); });
    print(options, episodesJson(episodes), episodesText(episodes));
    return kSuccess;
  }
  if (options.training) {
    const auto view = asInput([&] {
      run::readConfiguration(options.run);
      return inspect::readTrainingView(options.run);
    });
    print(options, trainingViewJson(view), trainingViewText(view));
    return kSuccess;
  }
  const auto comparison = asInput([&] {
    inspect::ComparisonSpec spec = options.spec;
    spec.episode = chosenEpisode(options);
    spec.drive = options.drive == "closed" ? inspect::Drive::closed_loop : inspect::Drive::open_loop;
    spec.statistics = !options.no_statistics;
    return inspect::answer(options.run, spec);
  });
  print(options, comparisonJson(comparison), comparisonText(comparison));
  return kSuccess;
}

}  // namespace

void addInspectCommand(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<InspectOptions>();
  auto& spec = options->spec;
  CLI::App* command = app.add_subcommand(
      "inspect", "Compare a run's model with reality: a rollout from a real state, error growth, calibration");
  command->add_option("--run", options->run, "Run directory (`mbpo list runs`)")->required()->type_name("DIR");
  command
      ->add_option("--episode", options->episode,
                   "A kept episode by id (--list), or newest, best, worst; D_env: a state as training draws its starts "
                   "[default: newest]")
      ->type_name("ID");
  command->add_option("--start", spec.start_step, "Step of the episode to start from; with D_env, which of the states")
      ->capture_default_str();
  command->add_option("--horizon", spec.horizon, "Model steps")->capture_default_str();
  command
      ->add_option(
          "--drive", options->drive,
          "open: the recorded actions drive the model; closed: π acts on imagined states, and on the real body")
      ->check(CLI::IsMember({"open", "closed"}))
      ->capture_default_str();
  command->add_option("--samples", spec.samples, "Sampled paths per member beside its mean path")
      ->capture_default_str();
  command->add_option("--members", spec.members, "Networks of the ensemble, e.g. 0,3 [default: the elites]")
      ->delimiter(',')
      ->type_name("INT,…");
  command->add_flag("--sampled-action", spec.sampled_action, "Closed loop: draw actions from π [default: its mean]");
  command->add_option("--seed", spec.seed, "Of samples and of the starts that statistics are over")
      ->capture_default_str();
  command->add_flag("--no-statistics", options->no_statistics, "Only the one rollout [default: off]");
  command->add_flag("--list", options->list, "List the episodes that the run has kept, and end [default: off]");
  command->add_flag("--training", options->training,
                    "Show what training rests on: branch lengths, D_model's fill and age, and end [default: off]");
  command->add_flag("--json", options->json, "Print JSON; its keys stand in docs/rollouts.md [default: off]");
  command->callback([=, &chosen] { chosen = [options] { return inspectAndReport(*options); }; });
}

}  // namespace cli
