#include "run/json_lines.h"

#include <array>
#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"

namespace run {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::pair<EventKind, std::string_view>, 6> kEventKinds{{
    {EventKind::parameter_applied, "parameter_applied"},
    {EventKind::parameter_refused, "parameter_refused"},
    {EventKind::note, "note"},
    {EventKind::warning, "warning"},
    {EventKind::alarm, "alarm"},
    {EventKind::checkpoint, "checkpoint"},
}};

EventKind eventKind(std::string_view name) {
  for (const auto& [kind, text] : kEventKinds)
    if (text == name) return kind;
  throw base::Error("unknown kind of event \"" + std::string(name) + "\"");
}

Json numberToJson(double value) {
  if (std::isnan(value)) return nullptr;
  if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
  return value;
}

double numberFromJson(const Json& json, const std::string& name) {
  if (json.is_number()) return json.get<double>();
  if (json.is_null()) return std::numeric_limits<double>::quiet_NaN();
  if (json == "Infinity") return std::numeric_limits<double>::infinity();
  if (json == "-Infinity") return -std::numeric_limits<double>::infinity();
  throw base::Error("\"" + name + "\" is " + json.dump() + " instead of a number");
}

Json parseObject(std::string_view line) {
  Json json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) throw base::Error("no JSON object");
  return json;
}

double requireNumber(const Json& json, const char* name) {
  const auto found = json.find(name);
  if (found == json.end() || !found->is_number()) throw base::Error(std::string("\"") + name + "\" is missing");
  return found->get<double>();
}

std::int64_t requireCount(const Json& json, const char* name) {
  requireNumber(json, name);
  return json[name].get<std::int64_t>();
}

std::string optionalText(const Json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Text from outside (file names, messages) may be no UTF-8; a log line must not fail over it.
std::string dumpLine(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

std::string_view eventKindName(EventKind kind) {
  for (const auto& [candidate, text] : kEventKinds)
    if (candidate == kind) return text;
  return "note";
}

std::string rowFileName(mbpo::Stream stream) { return std::string(mbpo::streamName(stream)) + ".jsonl"; }

std::string toLine(const mbpo::MetricRow& row) {
  Json json{{"real_steps", row.real_steps},
            {"updates", row.updates},
            {"epoch", row.epoch},
            {"wall_seconds", numberToJson(row.wall_seconds)}};
  for (const auto& [metric, value] : row.values) json[std::string(mbpo::metricSpec(metric).name)] = numberToJson(value);
  return dumpLine(json);
}

std::string toLine(const Event& event) {
  Json json{{"kind", eventKindName(event.kind)},
            {"real_steps", event.real_steps},
            {"wall_seconds", numberToJson(event.wall_seconds)}};
  if (event.ticket != 0) json["ticket"] = event.ticket;
  if (!event.key.empty()) {
    json["key"] = event.key;
    json["old"] = event.old_value;
    json["new"] = event.new_value;
  }
  json["text"] = event.text;
  if (!event.check.empty()) json["check"] = event.check;
  return dumpLine(json);
}

mbpo::MetricRow rowFromLine(std::string_view line, mbpo::Stream stream) {
  const Json json = parseObject(line);
  mbpo::MetricRow row;
  row.stream = stream;
  row.real_steps = requireCount(json, "real_steps");
  row.updates = requireCount(json, "updates");
  row.epoch = static_cast<int>(requireCount(json, "epoch"));
  row.wall_seconds = requireNumber(json, "wall_seconds");
  for (const auto& [name, value] : json.items()) {
    if (const auto metric = mbpo::findMetric(name)) row.values.emplace_back(*metric, numberFromJson(value, name));
  }
  return row;
}

Event eventFromLine(std::string_view line) {
  const Json json = parseObject(line);
  Event event;
  event.kind = eventKind(optionalText(json, "kind"));
  event.real_steps = requireCount(json, "real_steps");
  event.wall_seconds = requireNumber(json, "wall_seconds");
  if (json.contains("ticket")) event.ticket = static_cast<std::uint64_t>(requireCount(json, "ticket"));
  event.key = optionalText(json, "key");
  event.old_value = optionalText(json, "old");
  event.new_value = optionalText(json, "new");
  event.text = optionalText(json, "text");
  event.check = optionalText(json, "check");
  return event;
}

}  // namespace run
