#include "env/replay.h"

#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/error.h"

namespace env {
namespace {

using nlohmann::json;
namespace fs = std::filesystem;

json readTrace(const fs::path& file) {
  json trace;
  try {
    trace = json::parse(base::readFile(file));
  } catch (const json::exception& error) {  // syntax, or a number such as 1e999
    throw base::Error(file.string() + ": not valid JSON: " + error.what());
  }
  if (!trace.is_object()) throw base::Error(file.string() + ": a trace is an object with qpos0, qvel0 and steps");
  return trace;
}

std::vector<double> numbers(const json& owner, const char* key, std::size_t wanted, const std::string& where) {
  const std::string place = where + key;
  if (!owner.is_object() || !owner.contains(key)) throw base::Error(place + " is missing");
  const json& list = owner.at(key);
  if (!list.is_array()) throw base::Error(place + ": wanted a list of numbers");
  std::vector<double> values;
  for (const json& value : list) {
    if (!value.is_number()) {
      throw base::Error(place + "[" + std::to_string(values.size()) + "]: wanted a number, found " +
                        value.dump().substr(0, 40));
    }
    values.push_back(value.get<double>());
  }
  if (values.size() != wanted) {
    throw base::Error(place + ": wanted " + std::to_string(wanted) + " numbers, found " +
                      std::to_string(values.size()));
  }
  return values;
}

/// nlohmann writes the shortest digits that read back to the same double, and null for NaN and infinities.
std::string text(const json& value) { return value.dump(); }

std::string stepLine(const std::vector<double>& action, const StepResult& result) {
  const std::vector<double> observation(result.observation.begin(), result.observation.end());
  return "  {\"action\": " + text(action) + ", \"observation\": " + text(observation) +
         ", \"reward\": " + text(result.reward) + ", \"terminated\": " + (result.terminated ? "true" : "false") + "}";
}

}  // namespace

std::string traceEnvironment(const fs::path& file) {
  const json trace = readTrace(file);
  if (!trace.contains("environment") || !trace.at("environment").is_string()) {
    throw base::Error(file.string() + ": environment: wanted the name of a task in quotes");
  }
  return trace.at("environment").get<std::string>();
}

void replayTrace(Environment& environment, const fs::path& input, const fs::path& output) {
  const json trace = readTrace(input);
  const std::string where = input.string() + ": ";
  if (trace.contains("environment") && trace.at("environment") != environment.name()) {
    throw base::Error(where + "environment: this trace is of " + text(trace.at("environment")) + ", not of '" +
                      environment.name() + "'");
  }
  if (!trace.contains("steps") || !trace.at("steps").is_array()) {
    throw base::Error(where + "steps: wanted a list of {\"action\": […]}");
  }
  const BodyState sizes = environment.bodyState();
  const std::vector<double> qpos = numbers(trace, "qpos0", sizes.qpos.size(), where);
  const std::vector<double> qvel = numbers(trace, "qvel0", sizes.qvel.size(), where);

  std::span<const double> first;
  try {
    first = environment.resetTo(qpos, qvel);
  } catch (const base::Error& error) {
    throw base::Error(where + error.what());
  }
  std::string document = "{\n \"environment\": " + text(environment.name()) + ",\n \"qpos0\": " + text(qpos) +
                         ",\n \"qvel0\": " + text(qvel) +
                         ",\n \"observation0\": " + text(std::vector<double>(first.begin(), first.end())) +
                         ",\n \"steps\": [";
  std::string note;
  std::size_t index = 0;
  for (const json& step : trace.at("steps")) {
    const std::string place = where + "steps[" + std::to_string(index) + "].";
    const std::vector<double> action =
        numbers(step, "action", static_cast<std::size_t>(environment.actionSize()), place);
    const StepResult result = environment.step(action);
    if (result.unstable && note.empty()) {
      note = "the physics became unstable at step " + std::to_string(index) +
             "; unstable steps report the last good observation and reward 0";
    }
    document += (index == 0 ? "\n" : ",\n") + stepLine(action, result);
    ++index;
  }
  document += "\n ]";
  if (!note.empty()) document += ",\n \"note\": " + text(note);
  document += "\n}\n";
  base::writeFileAtomically(output, document);
}

}  // namespace env
