#include "run/status_file.h"

#include <unistd.h>

#include <array>
#include <cmath>
#include <ctime>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/error.h"
#include "run/directory_lock.h"

namespace run {
namespace {

using Json = nlohmann::ordered_json;
constexpr int kFormat = 1;
constexpr std::time_t kStaleSeconds = 60;

std::string hostName() {
  std::array<char, 256> name{};
  ::gethostname(name.data(), name.size() - 1);
  return name.data();
}

std::time_t parseUtc(const std::string& text) {
  std::tm fields{};
  return ::strptime(text.c_str(), "%Y-%m-%dT%H:%M:%SZ", &fields) != nullptr ? ::timegm(&fields) : 0;
}

Json finiteOrNull(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

double numberOrNan(const Json& json, const char* key) {
  const Json& value = json.at(key);
  return value.is_null() ? std::numeric_limits<double>::quiet_NaN() : value.get<double>();
}

}  // namespace

std::string utcNow() {
  const std::time_t now = std::time(nullptr);
  std::tm fields{};
  ::gmtime_r(&now, &fields);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &fields);
  return text.data();
}

StatusRecord makeStatus(const std::string& status, const std::string& started, const mbpo::Snapshot& snapshot) {
  StatusRecord record;
  record.status = status;
  record.process = ::getpid();
  record.host = hostName();
  record.started = started;
  record.heartbeat = utcNow();
  record.real_steps = snapshot.real_steps;
  record.total_steps = snapshot.total_steps;
  record.updates = snapshot.updates;
  record.epoch = snapshot.epoch;
  record.epochs = snapshot.epochs;
  record.stage = mbpo::stageName(snapshot.stage);
  record.wall_seconds = snapshot.wall_seconds;
  record.updates_per_second = snapshot.updates_per_second;
  record.steps_per_second = snapshot.steps_per_second;
  record.eta_seconds = snapshot.eta_seconds;
  record.rollout_length = snapshot.rollout_length;
  record.rollouts_per_step = snapshot.rollouts_per_step;
  record.updates_per_step = snapshot.updates_per_step;
  record.best_return = snapshot.best_evaluation_return;
  record.last_return = snapshot.evaluation_return;
  return record;
}

void writeStatus(const std::filesystem::path& directory, const StatusRecord& record) {
  const Json json{{"format", kFormat},
                  {"status", record.status},
                  {"failure", record.failure},
                  {"stage", record.stage},
                  {"real_steps", record.real_steps},
                  {"total_steps", record.total_steps},
                  {"updates", record.updates},
                  {"epoch", record.epoch},
                  {"epochs", record.epochs},
                  {"wall_seconds", finiteOrNull(record.wall_seconds)},
                  {"eta_seconds", finiteOrNull(record.eta_seconds)},
                  {"updates_per_second", finiteOrNull(record.updates_per_second)},
                  {"steps_per_second", finiteOrNull(record.steps_per_second)},
                  {"rollout_length", record.rollout_length},
                  {"rollouts_per_step", record.rollouts_per_step},
                  {"updates_per_step", record.updates_per_step},
                  {"best_return", finiteOrNull(record.best_return)},
                  {"last_return", finiteOrNull(record.last_return)},
                  {"started", record.started},
                  {"heartbeat", record.heartbeat},
                  {"process", record.process},
                  {"host", record.host}};
  base::writeFileAtomically(directory / "status.json", json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

StatusRecord readStatus(const std::filesystem::path& directory) {
  const std::filesystem::path file = directory / "status.json";
  try {
    const Json json = Json::parse(base::readFile(file));
    if (json.at("format").get<int>() > kFormat) {
      throw base::Error(file.string() + " was written by a newer version of this program: use that one");
    }
    StatusRecord record;
    record.status = json.at("status");
    record.failure = json.value("failure", "");
    record.stage = json.value("stage", "");
    record.real_steps = json.at("real_steps");
    record.total_steps = json.at("total_steps");
    record.updates = json.value("updates", std::int64_t{0});
    record.epoch = json.at("epoch");
    record.epochs = json.value("epochs", 0);
    record.wall_seconds = numberOrNan(json, "wall_seconds");
    record.best_return = numberOrNan(json, "best_return");
    record.last_return = numberOrNan(json, "last_return");
    record.started = json.at("started");
    record.heartbeat = json.value("heartbeat", "");
    record.process = json.value("process", std::int64_t{0});
    record.host = json.value("host", "");
    return record;
  } catch (const Json::exception& error) {
    throw base::Error(file.string() + " is damaged: " + error.what());
  }
}

std::string effectiveStatus(const std::filesystem::path& directory, const StatusRecord& record) {
  const bool claims_life = record.status == "running" || record.status == "paused" || record.status == "stopping";
  if (!claims_life) return record.status;
  if (isLocked(directory)) return record.status == "stopping" ? "running" : record.status;
  const bool ours = record.host == hostName();
  const bool stale = std::time(nullptr) - parseUtc(record.heartbeat) > kStaleSeconds;
  return ours || stale ? "interrupted" : record.status;
}

}  // namespace run
