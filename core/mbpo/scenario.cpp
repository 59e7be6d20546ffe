#include "mbpo/scenario.h"

#include <nlohmann/json.hpp>
#include <vector>

#include "base/atomic_file.h"
#include "base/error.h"
#include "env/task_info.h"
#include "mbpo/parameter_registry.h"
#include "mbpo/preset.h"

namespace mbpo {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr const char* kMark = "mbpo_scenario";
constexpr int kVersion = 1;

/// Faults are gathered, so that a reader mends the whole file at once.
struct Faults {
  std::string source;
  std::vector<std::string> list;

  void add(const std::string& place, const std::string& what) { list.push_back(source + ": " + place + what); }
  void throwIfAny() const {
    if (list.empty()) return;
    std::string message;
    for (const std::string& fault : list) message += (message.empty() ? "" : "\n") + fault;
    throw base::Error(message);
  }
};

std::string readText(const Json& object, const char* key, Faults& faults) {
  const auto found = object.find(key);
  if (found == object.end()) return {};
  if (found->is_string()) return found->get<std::string>();
  faults.add(key, " must be a text");
  return {};
}

void checkFrame(const Json& object, Faults& faults) {
  if (!object[kMark].is_number_integer() || object[kMark] != kVersion) {
    faults.add(kMark, " = " + object[kMark].dump() + ": this program reads version " + std::to_string(kVersion));
  }
  for (const auto& [key, value] : object.items()) {
    if (key != kMark && key != "name" && key != "note" && key != "configuration") {
      faults.add(key, " is unknown here; a scenario has name, note and configuration");
    }
  }
  if (!object.contains("configuration") || !object["configuration"].is_object()) {
    faults.add("configuration", " must be an object of parameters");
  }
}

/// A task file may lie beside the scenario that names it.
std::string resolved(const std::string& environment, const fs::path& folder) {
  const fs::path path(environment);
  std::error_code ignored;
  if (folder.empty() || path.is_absolute() || path.extension() != ".json") return environment;
  return fs::exists(folder / path, ignored) ? (folder / path).lexically_normal().string() : environment;
}

Configuration startOf(const Json& values, Faults& faults) {
  const auto text = [&](const char* key, const std::string& fallback) {
    const auto found = values.find(key);
    return found != values.end() && found->is_string() ? found->get<std::string>() : fallback;
  };
  const Configuration fallback;
  try {
    return presetConfiguration(text("preset", fallback.preset), text("environment", fallback.environment));
  } catch (const base::Error& error) {
    // A preset of the sender's own is a label, as long as no key leans on it.
    if (values.size() < parameterRegistry().size()) faults.add("configuration.preset: ", error.what());
    return fallback;
  }
}

}  // namespace

std::string toText(const Scenario& scenario) {
  Json object;
  object[kMark] = kVersion;
  object["name"] = scenario.name;
  object["note"] = scenario.note;
  object["configuration"] = Json::parse(toJson(scenario.configuration));
  return object.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

bool looksLikeScenario(std::string_view text) {
  const Json object = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  return object.is_object() && object.contains(kMark);
}

Scenario scenarioFromText(std::string_view text, const std::string& source, const fs::path& folder) {
  const Json object = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object() || !object.contains(kMark)) {
    throw base::Error(source + " is no scenario: it must be a JSON object with \"" + kMark +
                      "\": " + std::to_string(kVersion) + ", name, note and configuration");
  }
  Faults faults{source, {}};
  checkFrame(object, faults);
  Scenario scenario{readText(object, "name", faults), readText(object, "note", faults), {}};
  faults.throwIfAny();

  Json values = object["configuration"];
  if (values.contains("environment") && values["environment"].is_string()) {
    values["environment"] = resolved(values["environment"].get<std::string>(), folder);
  }
  scenario.configuration = startOf(values, faults);
  for (const auto& [key, value] : values.items()) {
    try {
      scenario.configuration =
          configurationFromJson(Json{{key, value}}.dump(), "configuration", scenario.configuration);
    } catch (const base::Error& error) {
      // "configuration: discount = '7' is …" reads better as a path.
      const std::string what = std::string(error.what()).substr(std::string_view("configuration: ").size());
      faults.add("configuration.", what.starts_with(key) ? what : key + ": " + what);
    }
  }
  faults.throwIfAny();
  try {
    validate(scenario.configuration);
    env::taskFile(scenario.configuration.environment);
  } catch (const base::Error& error) {
    faults.add("configuration: ", error.what());
  }
  faults.throwIfAny();
  return scenario;
}

Scenario readScenario(const fs::path& file) {
  return scenarioFromText(base::readFile(file), file.string(), file.parent_path());
}

void writeScenario(const fs::path& file, const Scenario& scenario) {
  base::writeFileAtomically(file, toText(scenario));
}

}  // namespace mbpo
