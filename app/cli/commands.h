#pragma once

#include <CLI/CLI.hpp>
#include <functional>

namespace cli {

/// What parsing chose to do; returns the exit code. Throws UsageError or base::Error.
using Action = std::function<int()>;

/// Each adds one subcommand that, when it is parsed, puts its work into `chosen`.
void addTrainCommand(CLI::App& app, Action& chosen);
void addEvaluateCommand(CLI::App& app, Action& chosen);
void addReplayCommand(CLI::App& app, Action& chosen);
void addBenchCommand(CLI::App& app, Action& chosen);
void addMeasureCommand(CLI::App& app, Action& chosen);
void addInspectCommand(CLI::App& app, Action& chosen);
void addListCommand(CLI::App& app, Action& chosen);
void addBoundCommand(CLI::App& app, Action& chosen);
void addLabCommand(CLI::App& app, Action& chosen);
void addStudyCommand(CLI::App& app, Action& chosen);

}  // namespace cli
