// `mbpo`: the headless twin of the workbench. This file only composes: commands are in their own files.
#include <clocale>
#include <cstdio>
#include <exception>
#include <string>

#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "app/cli/render_command.h"
#include "app/cli/suggestion.h"
#include "base/process_environment.h"

namespace {

int report(const std::exception& error, int code) {
  std::fprintf(stderr, "mbpo: %s\n", error.what());
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  base::prepareProcessEnvironment(argv);
  std::setlocale(LC_CTYPE, "");
  CLI::App app("Model-based policy optimisation on MuJoCo tasks, without a window.", "mbpo");
  app.set_version_flag("--version", std::string("mbpo ") + WORKBENCH_VERSION, "Print the version and exit");
  app.footer(cli::kExitCodeText);
  app.require_subcommand(1);
  app.failure_message(cli::failureMessage);
  cli::Action chosen;
  cli::addTrainCommand(app, chosen);
  cli::addEvaluateCommand(app, chosen);
  cli::addReplayCommand(app, chosen);
  cli::addBenchCommand(app, chosen);
  cli::addRenderCommand(app, chosen);
  cli::addMeasureCommand(app, chosen);
  cli::addInspectCommand(app, chosen);
  cli::addListCommand(app, chosen);
  cli::addBoundCommand(app, chosen);
  cli::addLabCommand(app, chosen);
  cli::addStudyCommand(app, chosen);
  for (CLI::App* command : app.get_subcommands({})) command->footer(cli::kExitCodeText);

  try {
    app.parse(argc, argv);
    return chosen();
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? cli::kSuccess : cli::kBadUsage;  // 0: --help and --version
  } catch (const cli::UsageError& error) {
    return report(error, cli::kBadUsage);
  } catch (const std::exception& error) {
    return report(error, cli::kFailure);
  }
}
