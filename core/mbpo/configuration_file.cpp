#include <cmath>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "mbpo/parameter_registry.h"

namespace mbpo {
namespace {

using Json = nlohmann::ordered_json;

Json valueOf(const Configuration& configuration, const Parameter& parameter) {
  struct Value {
    const Configuration& c;
    Json operator()(double Configuration::*m) const { return c.*m; }
    Json operator()(std::int64_t Configuration::*m) const { return c.*m; }
    Json operator()(bool Configuration::*m) const { return c.*m; }
    Json operator()(std::string Configuration::*m) const { return c.*m; }
    Json operator()(rollout::Schedule Configuration::*m) const { return rollout::toText(c.*m); }
  };
  return std::visit(Value{configuration}, parameter.member);
}

}  // namespace

std::string toJson(const Configuration& configuration) {
  Json object = Json::object();
  for (const auto& parameter : parameterRegistry()) object[parameter.key] = valueOf(configuration, parameter);
  return object.dump(2) + "\n";
}

Configuration configurationFromJson(std::string_view json, const std::string& source, Configuration start) {
  const Json object = Json::parse(json, nullptr, /*allow_exceptions=*/false);
  if (!object.is_object()) throw base::Error(source + " is not a JSON object of parameters");
  for (const auto& [key, value] : object.items()) {
    try {
      if (!value.is_primitive() || value.is_null()) throw base::Error(key + " must be a number, a text or true/false");
      // Whole numbers written as 1e3 or 20.0 are welcome where a whole number is meant.
      const bool whole = value.is_number_float() && std::abs(value.get<double>()) < 1e15 &&
                         std::floor(value.get<double>()) == value.get<double>();
      const std::string text = value.is_string() ? value.get<std::string>()
                               : whole           ? std::to_string(value.get<std::int64_t>())
                                                 : value.dump();
      setParameter(start, key, text);
    } catch (const base::Error& error) {
      throw base::Error(source + ": " + error.what());
    }
  }
  return start;
}

}  // namespace mbpo
