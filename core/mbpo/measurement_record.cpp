#include "mbpo/measurement_record.h"

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/error.h"

namespace mbpo {
namespace {

using Json = nlohmann::ordered_json;

Json toJson(double value) {
  if (std::isnan(value)) return nullptr;
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  return value;
}

double toNumber(const Json& json) {
  if (json.is_null()) return std::numeric_limits<double>::quiet_NaN();
  if (json == "Infinity") return std::numeric_limits<double>::infinity();
  if (json == "-Infinity") return -std::numeric_limits<double>::infinity();
  return json.get<double>();
}

}  // namespace

std::string toLine(const MeasurementRecord& record) {
  Json json{{"serial", record.serial},
            {"real_steps", record.real_steps},
            {"updates", record.updates},
            {"epoch", record.epoch},
            {"wall_seconds", toJson(record.wall_seconds)},
            {"name", record.name},
            {"estimator", record.estimator},
            {"value", toJson(record.value)},
            {"standard_error", toJson(record.standard_error)},
            {"samples", record.samples}};
  for (const auto& [name, value] : record.settings) json[name] = toJson(value);
  for (const auto& [name, values] : record.arrays) {
    Json array = Json::array();
    for (const double value : values) array.push_back(toJson(value));
    json[name] = std::move(array);
  }
  return json.dump();
}

MeasurementRecord measurementFromLine(std::string_view line) {
  try {
    const Json json = Json::parse(line);
    MeasurementRecord record;
    record.serial = json.at("serial");
    record.real_steps = json.at("real_steps");
    record.updates = json.at("updates");
    record.epoch = json.at("epoch");
    record.wall_seconds = toNumber(json.at("wall_seconds"));
    record.name = json.at("name");
    record.estimator = json.at("estimator");
    record.value = toNumber(json.at("value"));
    record.standard_error = toNumber(json.at("standard_error"));
    record.samples = json.at("samples");
    bool own_keys = false;  // settings and arrays stand behind "samples"
    for (const auto& [key, value] : json.items()) {
      if (own_keys && value.is_array()) {
        auto& values = record.arrays.emplace_back(key, std::vector<double>{}).second;
        for (const Json& item : value) values.push_back(toNumber(item));
      } else if (own_keys) {
        record.settings.emplace_back(key, toNumber(value));
      }
      own_keys = own_keys || key == "samples";
    }
    return record;
  } catch (const Json::exception& error) {
    throw base::Error(std::string("no measurement: ") + error.what());
  }
}

}  // namespace mbpo
