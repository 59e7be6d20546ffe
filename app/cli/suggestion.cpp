#include "app/cli/suggestion.h"

#include <algorithm>

namespace cli {
namespace {

/// Levenshtein distance, row by row.
std::size_t calcDistance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t substitution = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({row[j] + 1, diagonal + 1, substitution});
    }
  }
  return row[b.size()];
}

/// The innermost command that was recognised (of `lab verify` that is `verify`), or null.
const CLI::App* parsedCommand(const CLI::App* app) {
  const auto commands = app->get_subcommands();
  if (commands.empty()) return nullptr;
  const CLI::App* inner = parsedCommand(commands.front());
  return inner != nullptr ? inner : commands.front();
}

/// " lab verify": what follows the program's name.
std::string commandPath(const CLI::App* command) {
  if (command == nullptr || command->get_parent() == nullptr) return "";
  return commandPath(command->get_parent()) + " " + command->get_name();
}

std::vector<std::string> knownWords(const CLI::App* app, bool options) {
  std::vector<std::string> words;
  if (options) {
    for (const CLI::Option* option : app->get_options()) {
      for (const std::string& name : option->get_lnames()) words.push_back("--" + name);
    }
  } else {
    for (const CLI::App* command : app->get_subcommands({})) words.push_back(command->get_name());
  }
  return words;
}

}  // namespace

std::string nearest(std::string_view text, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(3, text.size() / 2);  // farther is no typing error
  for (const std::string& candidate : candidates) {
    const std::size_t distance = calcDistance(text, candidate);
    if (distance >= best_distance) continue;
    best = candidate;
    best_distance = distance;
  }
  return best;
}

std::string failureMessage(const CLI::App* app, const CLI::Error& error) {
  const CLI::App* command = parsedCommand(app);
  std::string message = "mbpo" + commandPath(command);
  const std::vector<std::string> unknown = app->remaining(/*recurse=*/true);
  if (unknown.empty()) {
    message += std::string(": ") + error.what() + "\n";
  } else {
    const std::string word = unknown.front().substr(0, unknown.front().find('='));
    const bool option = word.starts_with("-");
    const bool takes_command = command == nullptr || !command->get_subcommands({}).empty();
    message += std::string(": unknown ") + (option ? "option '" : takes_command ? "command '" : "argument '") + word + "'";
    const auto words = knownWords(command != nullptr ? command : app, option);
    if (const std::string guess = nearest(word, words); !guess.empty()) message += "; did you mean " + guess + "?";
    message += "\n";
  }
  return message + "See mbpo" + commandPath(command) + " --help\n";
}

}  // namespace cli
