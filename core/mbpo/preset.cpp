#include "mbpo/preset.h"

#include <algorithm>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/resources.h"
#include "mbpo/parameter_registry.h"

namespace mbpo {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

// A preset file: { "order", "description", "common": {key: value}, "environments": {name: {key: value}} }.
Json readPresetFile(const fs::path& path) {
  const Json file = Json::parse(base::readFile(path), nullptr, /*allow_exceptions=*/false);
  if (!file.is_object()) throw base::Error(path.string() + " is not a JSON object");
  return file;
}

}  // namespace

std::vector<PresetInfo> presets() {
  std::vector<std::pair<int, PresetInfo>> found;
  for (const auto& entry : fs::directory_iterator(base::resourceFile("presets"))) {
    if (entry.path().extension() != ".json") continue;
    const Json file = readPresetFile(entry.path());
    found.push_back({file.value("order", 1000), {entry.path().stem().string(), file.value("description", "")}});
  }
  std::sort(found.begin(), found.end(), [](const auto& p, const auto& q) {
    return std::tie(p.first, p.second.name) < std::tie(q.first, q.second.name);
  });
  std::vector<PresetInfo> result;
  for (auto& [order, info] : found) result.push_back(std::move(info));
  return result;
}

Configuration presetConfiguration(std::string_view preset, std::string_view environment) {
  const auto known = presets();
  if (std::none_of(known.begin(), known.end(), [&](const PresetInfo& info) { return info.name == preset; })) {
    std::string message("unknown preset '");
    message.append(preset).append("'; choose one of");
    for (const auto& info : known) message += " " + info.name;
    throw base::Error(message);
  }
  const fs::path path = base::resourceFile("presets/" + std::string(preset) + ".json");
  const Json file = readPresetFile(path);
  Configuration configuration;
  configuration.preset = preset;
  configuration.environment = environment;
  const auto apply = [&](const Json& values, const std::string& place) {
    configuration = configurationFromJson(values.dump(), path.string() + ": " + place, configuration);
  };
  if (file.contains("common")) apply(file["common"], "common");
  if (file.contains("environments") && file["environments"].contains(environment)) {
    apply(file["environments"][std::string(environment)], std::string(environment));
  }
  return configuration;
}

}  // namespace mbpo
