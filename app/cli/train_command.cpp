#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/commands.h"
#include "app/cli/display_text.h"
#include "app/cli/exit_code.h"
#include "app/cli/interruption.h"
#include "app/cli/train_report.h"
#include "mbpo/parameter_registry.h"
#include "mbpo/preset.h"
#include "mbpo/scenario.h"
#include "run/checkpoint_store.h"
#include "run/run_directory.h"
#include "run/session.h"

namespace cli {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;
using Setting = std::pair<std::string, std::string>;

struct TrainOptions {
  std::string environment = "inverted_pendulum", preset = "interactive";
  std::optional<std::string> seed, steps, threads, engine, precision;
  std::vector<std::string> settings;
  std::string out, scenario;
  double checkpoint_seconds = 120;
  bool resume = false, quiet = false;
  bool environment_given = false, preset_given = false;
};

/// key=value texts, then the explicit flags, which win.
std::vector<Setting> gatherSettings(const TrainOptions& options) {
  std::vector<Setting> settings;
  for (const std::string& text : options.settings) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw UsageError("--set " + text + ": write key=value, for example --set rollout_length=5");
    }
    const std::string key = text.substr(0, equals);
    if (key == "environment" || key == "preset") throw UsageError("--set " + key + ": use --" + key + " instead");
    settings.emplace_back(key, text.substr(equals + 1));
  }
  if (options.seed) settings.emplace_back("seed", *options.seed);
  if (options.steps) settings.emplace_back("steps", *options.steps);
  if (options.threads) settings.emplace_back("threads", *options.threads);
  if (options.engine) settings.emplace_back("engine", *options.engine);
  if (options.precision) settings.emplace_back("precision", *options.precision);
  return settings;
}

run::SessionOptions prepareNewRun(const TrainOptions& options) {
  run::SessionOptions session;
  session.configuration = options.scenario.empty() ? mbpo::presetConfiguration(options.preset, options.environment)
                                                   : mbpo::readScenario(options.scenario).configuration;
  for (const auto& [key, value] : gatherSettings(options)) mbpo::setParameter(session.configuration, key, value);
  mbpo::validate(session.configuration);
  session.directory = options.out.empty() ? run::newRunDirectory("runs", session.configuration) : fs::path(options.out);
  if (fs::exists(session.directory / "config.json")) {
    throw UsageError(session.directory.string() +
                     " already holds a run: add --resume to continue it, or choose another --out");
  }
  return session;
}

/// A continued run keeps its configuration; settings must be live ones, or say what it says already.
std::vector<Setting> liveSettings(const TrainOptions& options, const mbpo::Configuration& present) {
  std::vector<Setting> asked = gatherSettings(options);
  if (options.environment_given) asked.emplace_back("environment", options.environment);
  if (options.preset_given) asked.emplace_back("preset", options.preset);
  std::vector<Setting> live;
  for (const auto& [key, value] : asked) {
    mbpo::Configuration changed = present;
    mbpo::setParameter(changed, key, value);
    if (changed == present) continue;
    const mbpo::Parameter& parameter = mbpo::findParameter(key);
    if (parameter.live()) {
      live.emplace_back(key, value);
    } else {
      throw UsageError("the run has " + key + " = " + mbpo::parameterText(present, parameter) +
                       ", which --resume cannot change (" + parameter.restart_reason +
                       "): leave it out, or start a new run");
    }
  }
  return live;
}

void printConclusion(const run::Session& session, bool interrupted) {
  const auto snapshot = session.snapshot();
  const std::string directory = session.directory().string();
  if (interrupted) {
    std::printf("Stopped at step %s of %s; a checkpoint is written. To continue: mbpo train --resume --out %s\n",
                countText(snapshot->real_steps).c_str(), countText(snapshot->total_steps).c_str(), directory.c_str());
    return;
  }
  std::printf("Final evaluation return %s (best %s) after %s steps in %s\nRun directory %s\n",
              numberText(snapshot->evaluation_return).c_str(), numberText(snapshot->best_evaluation_return).c_str(),
              countText(snapshot->real_steps).c_str(), durationText(snapshot->wall_seconds).c_str(), directory.c_str());
}

void checkScenarioStandsAlone(const TrainOptions& options) {
  if (options.scenario.empty()) return;
  if (options.resume) throw UsageError("--scenario starts a new run; --resume continues one: leave out either");
  if (options.environment_given || options.preset_given) {
    throw UsageError("--scenario names environment and preset itself; leave out --environment and --preset");
  }
}

int train(const TrainOptions& options) {
  run::SessionOptions session_options;
  std::vector<Setting> live;
  std::int64_t told_until_step = -1;
  const auto session = asInput([&] {
    checkScenarioStandsAlone(options);
    if (options.resume) {
      if (options.out.empty()) throw UsageError("--resume needs --out DIR: the run to continue (`mbpo list runs`)");
      session_options.directory = options.out;
      session_options.resume = true;
      live = liveSettings(options, run::readConfiguration(options.out));
      if (const auto checkpoint = run::newestCheckpoint(options.out)) told_until_step = checkpoint->real_steps;
    } else {
      session_options = prepareNewRun(options);
    }
    session_options.checkpoint_interval = std::chrono::milliseconds(std::llround(1000 * options.checkpoint_seconds));
    return std::make_unique<run::Session>(session_options);
  });
  for (const auto& [key, value] : live) session->setParameter(key, value);
  if (!options.quiet) std::printf("Run directory %s\n", session->directory().c_str());
  std::fflush(stdout);

  const Interruption interruption;
  TrainReport report(*session, options.quiet, told_until_step);
  bool stop_asked = false;
  while (!session->wait(50ms)) {  // the report's frame time, and how soon a signal is seen
    report.update();
    if (Interruption::signal() != 0 && !std::exchange(stop_asked, true)) session->stop();
  }
  report.finish();

  if (session->status() == run::Status::failed) throw base::Error(session->failure());
  const bool interrupted = session->status() == run::Status::stopped;
  printConclusion(*session, interrupted);
  return interrupted ? kSignalBase + Interruption::signal() : static_cast<int>(kSuccess);
}

}  // namespace

void addTrainCommand(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<TrainOptions>();
  CLI::App* command = app.add_subcommand("train", "Train a policy; Ctrl-C writes a checkpoint and stops");
  auto* environment = command->add_option("--environment", options->environment,
                                          "Bundled task (`mbpo list environments`), or a JSON task file");
  auto* preset = command->add_option("--preset", options->preset, "Where defaults come from (`mbpo list presets`)");
  environment->capture_default_str();
  preset->capture_default_str();
  command->add_option("--scenario", options->scenario, "Start from a scenario file (the window's File menu saves them)")
      ->type_name("FILE");
  command->add_option("--seed", options->seed, "Seed of every random stream [default: 1]")->type_name("INT");
  command->add_option("--steps", options->steps, "Real steps in all [default: the preset's]")->type_name("INT");
  command->add_option("--out", options->out, "Run directory [default: runs/<environment>-<preset>-s<seed>-<time>]")
      ->type_name("DIR");
  command->add_option("--set", options->settings, "Set one parameter, may be repeated (`mbpo list parameters`)")
      ->type_name("KEY=VALUE")
      ->take_all()
      ->expected(1);
  command
      ->add_option("--checkpoint-every", options->checkpoint_seconds, "Seconds between two checkpoints: what a crash costs")
      ->type_name("SECONDS")
      ->check(CLI::Range(0.05, 86400.0))
      ->capture_default_str();
  command
      ->add_option("--threads", options->threads,
                   "Threads that compute; 0: as many as are fastest here [default: the preset's]")
      ->type_name("INT");
  command
      ->add_option("--engine", options->engine, "fast: kernels by hand; reference: LibTorch's autograd [default: fast]")
      ->type_name("NAME");
  command
      ->add_option("--precision", options->precision,
                   "Rounding of the fast engine's products: fp32 or bf16 [default: fp32]")
      ->type_name("NAME");
  command->add_flag("--resume", options->resume, "Continue the run in --out from its checkpoint [default: off]");
  command->add_flag("--quiet", options->quiet, "Print only the result, warnings and alarms [default: off]");
  command->callback([=, &chosen] {
    options->environment_given = environment->count() > 0;
    options->preset_given = preset->count() > 0;
    chosen = [options] { return train(*options); };
  });
}

}  // namespace cli
