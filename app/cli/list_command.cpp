#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/cli/commands.h"
#include "app/cli/display_text.h"
#include "app/cli/exit_code.h"
#include "app/cli/table.h"
#include "env/task_info.h"
#include "mbpo/parameter_registry.h"
#include "mbpo/preset.h"
#include "run/run_directory.h"

namespace cli {
namespace {

using Json = nlohmann::ordered_json;
using Align = Table::Align;

struct ListOptions {
  std::string what = "all";
  std::string runs = "runs";
  bool json = false;
};

Json finiteOrNull(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

Json environmentsJson() {
  Json list = Json::array();
  for (const std::string& name : env::taskNames()) {
    const env::TaskInfo info = env::taskInfo(name);
    list.push_back({{"name", info.name},
                    {"observations", info.n_s},
                    {"actions", info.n_a},
                    {"time_limit", info.time_limit},
                    {"seconds_per_step", info.seconds_per_step},
                    {"description", info.description}});
  }
  return list;
}

Json presetsJson() {
  Json list = Json::array();
  for (const auto& [name, description] : mbpo::presets())
    list.push_back({{"name", name}, {"description", description}});
  return list;
}

Json parametersJson() {
  const mbpo::Configuration defaults;
  Json list = Json::array();
  for (const mbpo::Parameter& parameter : mbpo::parameterRegistry()) {
    Json item{{"key", parameter.key},
              {"group", parameter.group},
              {"symbol", parameter.symbol},
              {"unit", parameter.unit},
              {"default", mbpo::parameterText(defaults, parameter)},
              {"live", parameter.live()},
              {"help", parameter.help}};
    if (!parameter.live()) item["restart_reason"] = parameter.restart_reason;
    if (!parameter.choices.empty()) item["choices"] = parameter.choices;
    const bool number = std::holds_alternative<double mbpo::Configuration::*>(parameter.member) ||
                        std::holds_alternative<std::int64_t mbpo::Configuration::*>(parameter.member);
    if (number) {
      item["minimum"] = parameter.minimum;
      item["maximum"] = parameter.maximum;
    }
    list.push_back(std::move(item));
  }
  return list;
}

Json runsJson(const std::string& folder) {
  std::vector<std::string> problems;
  Json list = Json::array();
  for (const run::RunSummary& run : run::listRuns(folder, &problems)) {
    list.push_back({{"name", run.name},
                    {"directory", run.directory.string()},
                    {"status", run.status},
                    {"environment", run.environment},
                    {"preset", run.preset},
                    {"seed", run.seed},
                    {"k_policy", run.rollout_policy},
                    {"real_steps", run.real_steps},
                    {"total_steps", run.total_steps},
                    {"best_return", finiteOrNull(run.best_return)},
                    {"last_return", finiteOrNull(run.last_return)},
                    {"wall_seconds", finiteOrNull(run.wall_seconds)},
                    {"started", run.started},
                    {"starred", run.annotation.starred},
                    {"note", run.annotation.note}});
  }
  for (const std::string& problem : problems)
    std::fprintf(stderr, "mbpo: left out a broken run: %s\n", problem.c_str());
  return list;
}

std::string environmentsText(const Json& list) {
  Table table({{"environment"},
               {"n_s", Align::right},
               {"n_a", Align::right},
               {"time limit", Align::right},
               {"s/step", Align::right},
               {"description"}});
  for (const Json& item : list) {
    table.add({item["name"], std::to_string(item["observations"].get<int>()),
               std::to_string(item["actions"].get<int>()), std::to_string(item["time_limit"].get<int>()),
               numberText(item["seconds_per_step"]), item["description"]});
  }
  return table.text();
}

std::string presetsText(const Json& list) {
  Table table({{"preset"}, {"description"}});
  for (const Json& item : list) table.add({item["name"], item["description"]});
  return table.text();
}

/// "1 … 200", "schedule | manual", or nothing.
std::string allowedText(const Json& item) {
  std::string text;
  if (item.contains("choices")) {
    for (const std::string choice : item["choices"]) text += (text.empty() ? "" : " | ") + choice;
  } else if (item.contains("minimum")) {
    text = limitText(item["minimum"]) + " … " + limitText(item["maximum"]);
  } else if (item["default"] == "true" || item["default"] == "false") {
    text = "true | false";
  }
  return text;
}

std::string parametersText(const Json& list) {
  Table table({{"parameter"}, {"symbol"}, {"default"}, {"allowed"}, {"live"}, {"help"}});
  for (const Json& item : list) {
    const std::string unit = item["unit"];
    table.add({item["key"], item["symbol"], item["default"], allowedText(item), item["live"] ? "yes" : "no",
               item["help"].get<std::string>() + (unit.empty() ? "" : " [" + unit + "]")});
  }
  return table.text() + "Defaults are those before a preset; live parameters may change while a run goes on.\n";
}

/// A note's lines after each other: a table has one line per run.
std::string oneLine(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string runsText(const Json& list, const std::string& folder) {
  if (list.empty()) return "no runs in " + folder + " (`mbpo train` makes one)\n";
  const auto number = [](const Json& value) { return value.is_null() ? std::string("–") : numberText(value); };
  // A column for what hardly any run has would be blank on every screen.
  const bool any_note = std::any_of(list.begin(), list.end(), [](const Json& item) { return item["note"] != ""; });
  std::vector<Table::Column> columns{{"run"},
                                     {"status"},
                                     {"k"},
                                     {"step", Align::right},
                                     {"of", Align::right},
                                     {"best return", Align::right},
                                     {"last", Align::right},
                                     {"time", Align::right},
                                     {"started (UTC)"}};
  if (any_note) columns.push_back({"note"});
  Table table(columns);
  for (const Json& item : list) {
    std::vector<std::string> cells{(item["starred"] ? "★ " : "") + item["name"].get<std::string>(),
                                   item["status"],
                                   item["k_policy"],
                                   countText(item["real_steps"]),
                                   countText(item["total_steps"]),
                                   number(item["best_return"]),
                                   number(item["last_return"]),
                                   item["wall_seconds"].is_null() ? "–" : durationText(item["wall_seconds"]),
                                   item["started"]};
    if (any_note) cells.push_back(oneLine(item["note"]));
    table.add(std::move(cells));
  }
  return table.text();
}

int list(const ListOptions& options) {
  const auto wanted = [&](const char* kind) { return options.what == "all" || options.what == kind; };
  if (options.what == "runs" && !std::filesystem::is_directory(options.runs) && options.runs != ListOptions{}.runs) {
    throw UsageError("--runs " + options.runs + ": there is no such folder");
  }
  Json all = Json::object();
  if (wanted("environments")) all["environments"] = environmentsJson();
  if (wanted("presets")) all["presets"] = presetsJson();
  if (wanted("parameters")) all["parameters"] = parametersJson();
  if (wanted("runs")) all["runs"] = runsJson(options.runs);
  if (options.json) {
    std::printf("%s\n", all.dump(1).c_str());
    return kSuccess;
  }
  std::string text;
  for (const auto& [kind, items] : all.items()) {
    if (!text.empty()) text += "\n";
    if (kind == "environments") text += environmentsText(items);
    if (kind == "presets") text += presetsText(items);
    if (kind == "parameters") text += parametersText(items);
    if (kind == "runs") text += runsText(items, options.runs);
  }
  std::fputs(text.c_str(), stdout);
  return kSuccess;
}

}  // namespace

void addListCommand(CLI::App& app, Action& chosen) {
  const auto options = std::make_shared<ListOptions>();
  CLI::App* command = app.add_subcommand("list", "What there is: environments, presets, parameters, runs");
  command->add_option("what", options->what, "environments, presets, parameters, runs, or all")
      ->check(CLI::IsMember({"all", "environments", "presets", "parameters", "runs"}))
      ->capture_default_str();
  command->add_option("--runs", options->runs, "Folder that holds the runs")->type_name("DIR")->capture_default_str();
  command->add_flag("--json", options->json, "Print one JSON object with the same names as keys [default: off]");
  command->callback([=, &chosen] { chosen = [options] { return list(*options); }; });
}

}  // namespace cli
