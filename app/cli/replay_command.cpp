#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>

#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "env/replay.h"

namespace cli {
namespace {

struct ReplayOptions {
  std::string environment, input, output;
};

int replay(const ReplayOptions& options) {
  asInput([&] {
    const std::filesystem::path folder = std::filesystem::absolute(options.output).parent_path();
    if (!std::filesystem::is_directory(folder)) {
      throw UsageError("--output " + options.output + ": there is no folder " + folder.string());
    }
    const std::string task = options.environment.empty() ? env::traceEnvironment(options.input) : options.environment;
    const auto environment = env::makeEnvironment(task);
    env::replayTrace(*environment, options.input, options.output);
  });
  std::printf("%s\n", options.output.c_str());
  return kSuccess;
}

}  // namespace

void addReplayCommand(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<ReplayOptions>();
  CLI::App* command =
      app.add_subcommand("replay", "Apply a trace's actions from its start state and write what the simulation does");
  command->add_option("--environment", options->environment,
                      "Bundled task, or a JSON task file [default: the one that the trace names]");
  command->add_option("--input", options->input, "Trace: JSON with qpos0, qvel0 and steps[].action")
      ->required()
      ->type_name("FILE");
  command->add_option("--output", options->output, "The same schema with the simulated observations and rewards")
      ->required()
      ->type_name("FILE");
  command->callback([=, &chosen] { chosen = [options] { return replay(*options); }; });
}

}  // namespace cli
