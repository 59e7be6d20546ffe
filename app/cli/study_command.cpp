#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "app/cli/interruption.h"
#include "app/cli/picture.h"
#include "app/cli/study_report.h"
#include "env/task_info.h"
#include "mbpo/parameter_registry.h"
#include "run/checkpoint_store.h"
#include "run/run_directory.h"
#include "study/study_file.h"
#include "study/study_session.h"

namespace cli {
namespace {

using namespace std::chrono_literals;

constexpr const char* kStudyExitCodes =
    "Exit codes: 0 success, 1 failure while working, 2 bad usage or input,\n"
    "130 stopped by Ctrl-C: what was measured until then is printed and written (128 + signal number for others).";

struct StudyOptions {
  std::string environment = "inverted_pendulum", preset = "interactive", run;
  std::optional<std::string> seed;
  std::optional<std::int64_t> pretraining;
  std::string threads = "1";
  std::vector<std::string> settings;
  study::StudySettings study;
  std::string out, picture;
  bool json = false, quiet = false;
};

/// A run's own configuration and checkpoint, or a preset's and a policy that is trained first.
study::StudySettings makeSettings(const StudyOptions& options) {
  study::StudySettings settings = options.study;
  mbpo::Configuration& c = settings.configuration;
  if (options.run.empty()) {
    env::taskInfo(options.environment);  // names what is allowed
    c = study::studyConfiguration(options.preset, options.environment);
  } else {
    c = run::readConfiguration(options.run);
    const auto checkpoint = run::newestCheckpoint(options.run);
    if (!checkpoint) throw UsageError("the run " + options.run + " has no checkpoint yet: there is no policy to study");
    settings.checkpoint = checkpoint->file;
  }
  for (const std::string& text : options.settings) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      throw UsageError("--set " + text + ": write key=value, for example --set resolution=0.3");
    }
    mbpo::setParameter(c, text.substr(0, equals), text.substr(equals + 1));
  }
  if (options.seed) mbpo::setParameter(c, "seed", *options.seed);
  mbpo::setParameter(c, "threads", options.threads);
  settings.pretraining_steps = options.pretraining.value_or(study::defaultPretraining(c));
  study::validate(settings);
  return settings;
}

void drawStudy(const study::StudyResult& result, const std::filesystem::path& picture) {
  std::filesystem::path saved = picture;
  saved += ".study.json";  // what the charts are drawn from, for as long as that takes
  study::writeStudy(result, saved);
  try {
    drawPicture(saved, picture);
  } catch (...) {
    std::filesystem::remove(saved);
    throw;
  }
  std::filesystem::remove(saved);
}

int studyGeneralisation(const StudyOptions& options) {
  const study::StudySettings settings = asInput([&] {
    study::StudySettings made = makeSettings(options);
    // A file that cannot be written must be known before the work, not after it.
    if (!options.out.empty()) study::writeStudy(study::StudyResult{}, options.out);
    if (!options.picture.empty()) {
      const auto folder = std::filesystem::absolute(options.picture).parent_path();
      if (!std::filesystem::is_directory(folder)) {
        throw UsageError("--picture " + options.picture + ": there is no folder " + folder.string());
      }
    }
    return made;
  });
  const Interruption interruption;
  study::StudySession session(settings);
  StudyReport report(session, options.out, options.quiet);
  bool stop_asked = false;
  while (!session.wait(100ms)) {  // the report's frame time, and how soon a signal is seen
    report.update();
    if (Interruption::signal() != 0 && !std::exchange(stop_asked, true)) session.cancel();
  }
  report.finish();

  const auto result = session.snapshot()->result;
  if (session.status() == study::StudyStatus::failed) throw base::Error(session.failure());
  const std::string text = options.json ? study::toJson(*result) : studyText(*result);
  std::fputs(text.c_str(), stdout);
  if (!options.out.empty() && !options.json) std::printf("Written to %s\n", options.out.c_str());
  if (!options.picture.empty()) drawStudy(*result, options.picture);
  return session.status() == study::StudyStatus::cancelled ? kSignalBase + Interruption::signal()
                                                           : static_cast<int>(kSuccess);
}

void addGeneralisation(CLI::App& parent, Action& chosen) {
  const auto options = std::make_shared<StudyOptions>();
  study::StudySettings& s = options->study;
  CLI::App* command = parent.add_subcommand(
      "generalisation",
      "How the error of a frozen model grows as the policy leaves the one that collected its data (figure 1 of the "
      "paper)");
  auto* run = command->add_option("--run", options->run, "Take π_D from this run's checkpoint; the run is only read")
                  ->type_name("DIR");
  command->add_option("--environment", options->environment, "Task (`mbpo list environments`), or a JSON task file")
      ->capture_default_str()
      ->excludes(run);
  command
      ->add_option("--preset", options->preset,
                   "Where the other parameters come from (`mbpo list presets`); targets are standardised")
      ->capture_default_str()
      ->excludes(run);
  command
      ->add_option("--pretrain", options->pretraining,
                   "Real steps that π_D is trained for first; 0: untrained [default: warm-up and two model fits]")
      ->type_name("STEPS")
      ->excludes(run);
  command->add_option("--transitions", s.transitions, "n: transitions of π_D, one model for each number")
      ->delimiter(',')
      ->type_name("N,N,…")
      ->capture_default_str();
  command->add_option("--policies", s.policies, "Intermediate policies measured on each model")->capture_default_str();
  command->add_option("--updates", s.updates, "SAC updates from π_D to the last policy; policies lie closer at first")
      ->capture_default_str();
  command->add_option("--rows", s.fresh_rows, "Fresh real transitions per policy")->capture_default_str();
  command->add_option("--episodes", s.fresh_episodes, "Fresh real episodes per policy, at least")
      ->capture_default_str();
  command->add_option("--seed", options->seed, "Seed of every random stream [default: the preset's or run's]")
      ->type_name("INT");
  command->add_option("--threads", options->threads, "Threads that compute; 0: as many as are fastest here")
      ->capture_default_str()
      ->type_name("INT");
  command->add_option("--set", options->settings, "Set one parameter, may be repeated (`mbpo list parameters`)")
      ->type_name("KEY=VALUE")
      ->take_all()
      ->expected(1);
  command
      ->add_option("--out", options->out,
                   "Write it as it comes: FILE.csv and FILE_slopes.csv, or FILE.json, which the workbench opens")
      ->type_name("FILE");
  command->add_option("--picture", options->picture, "Draw its two charts, as PNG, when it is done")->type_name("FILE");
  command->add_flag("--json", options->json, "Print everything as JSON instead of a table [default: off]");
  command->add_flag("--quiet", options->quiet, "No progress [default: off]");
  command->footer(kStudyExitCodes);
  command->callback([=, &chosen] { chosen = [options] { return studyGeneralisation(*options); }; });
}

}  // namespace

void addStudyCommand(CLI::App& app, Action& chosen) {
  CLI::App* command = app.add_subcommand("study", "Experiments about the theory, apart from training");
  command->require_subcommand(1);
  addGeneralisation(*command, chosen);
}

}  // namespace cli
