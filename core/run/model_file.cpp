#include "run/model_file.h"

#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/error.h"
#include "run/float_bytes.h"
#include "run/policy_file.h"

// model.cbor is one CBOR map: format "mbpo-model", version 1, the members of mbpo::FrozenModel by name; float32 arrays
// are byte strings, little-endian; policy is policy.cbor's content as a byte string.
namespace run {
namespace {

using Json = nlohmann::json;
constexpr const char* kFormat = "mbpo-model";
constexpr int kVersion = 1;
constexpr int kLargest = 1 << 16;  // far beyond any layer here; keeps damaged sizes from asking for the moon

std::vector<float> floats(const Json& json, const char* key) {
  const auto& bytes = json.at(key).get_binary();
  if (bytes.size() % sizeof(float) != 0) throw base::Error(std::string(key) + " is cut off");
  std::vector<float> values(bytes.size() / sizeof(float));
  if (!values.empty()) std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

void requireSize(const char* what, std::size_t found, std::int64_t wanted) {
  if (static_cast<std::int64_t>(found) == wanted) return;
  throw base::Error(std::string(what) + " has " + std::to_string(found) + " numbers instead of " +
                    std::to_string(wanted));
}

Json toJson(const mbpo::FrozenModel::Ensemble& ensemble) {
  return {{"members", ensemble.members},
          {"n_s", ensemble.n_s},
          {"n_a", ensemble.n_a},
          {"hidden", ensemble.hidden},
          {"hidden_layers", ensemble.hidden_layers},
          {"fixed_log_variance", ensemble.fixed_log_variance},
          {"values", toBytes(ensemble.values)},
          {"input_mean", toBytes(ensemble.input_mean)},
          {"input_std", toBytes(ensemble.input_std)},
          {"target_mean", toBytes(ensemble.target_mean)},
          {"target_std", toBytes(ensemble.target_std)},
          {"elites", ensemble.elites}};
}

mbpo::FrozenModel::Ensemble ensembleFromJson(const Json& json) {
  mbpo::FrozenModel::Ensemble ensemble;
  for (const auto& [key, target] :
       {std::pair{"members", &ensemble.members}, std::pair{"n_s", &ensemble.n_s}, std::pair{"n_a", &ensemble.n_a},
        std::pair{"hidden", &ensemble.hidden}, std::pair{"hidden_layers", &ensemble.hidden_layers}}) {
    *target = json.at(key);
    if (*target < 1 || *target > kLargest) throw base::Error(std::string(key) + " is impossible");
  }
  ensemble.fixed_log_variance = json.at("fixed_log_variance");
  ensemble.values = floats(json, "values");
  ensemble.input_mean = floats(json, "input_mean");
  ensemble.input_std = floats(json, "input_std");
  ensemble.target_mean = floats(json, "target_mean");
  ensemble.target_std = floats(json, "target_std");
  ensemble.elites = json.at("elites").get<std::vector<std::int64_t>>();
  requireSize("input_mean", ensemble.input_mean.size(), ensemble.n_s + ensemble.n_a);
  requireSize("input_std", ensemble.input_std.size(), ensemble.n_s + ensemble.n_a);
  requireSize("target_mean", ensemble.target_mean.size(), ensemble.n_s + 1);
  requireSize("target_std", ensemble.target_std.size(), ensemble.n_s + 1);
  if (ensemble.elites.empty()) throw base::Error("there are no elites");
  for (const std::int64_t elite : ensemble.elites) {
    if (elite < 0 || elite >= ensemble.members) throw base::Error("elite " + std::to_string(elite) + " is no member");
  }
  return ensemble;
}

Json toJson(const mbpo::FrozenModel::Window& window) {
  return {{"steps", window.steps},
          {"terminated", window.terminated},
          {"observation", toBytes(window.observation)},
          {"action", toBytes(window.action)},
          {"reward", toBytes(window.reward)}};
}

mbpo::FrozenModel::Window windowFromJson(const Json& json, int n_s, int n_a) {
  mbpo::FrozenModel::Window window;
  window.steps = json.at("steps");
  window.terminated = json.at("terminated");
  window.observation = floats(json, "observation");
  window.action = floats(json, "action");
  window.reward = floats(json, "reward");
  if (window.steps < 1) throw base::Error("a window of D_env is empty");
  requireSize("a window's observation", window.observation.size(), std::int64_t{window.steps + 1} * n_s);
  requireSize("a window's action", window.action.size(), std::int64_t{window.steps} * n_a);
  requireSize("a window's reward", window.reward.size(), window.steps);
  return window;
}

Json toJson(const mbpo::FrozenModel& model) {
  const std::string policy = encodePolicy(*model.policy);
  Json windows = Json::array();
  for (const auto& window : model.windows) windows.push_back(toJson(window));
  return {{"format", kFormat},
          {"version", kVersion},
          {"environment", model.environment},
          {"real_steps", model.real_steps},
          {"epoch", model.epoch},
          {"fits", model.fits},
          {"inside_fit", model.inside_fit},
          {"rollout_length", model.rollout_length},
          {"policy", Json::binary(std::vector<std::uint8_t>(policy.begin(), policy.end()))},
          {"ensemble", toJson(model.ensemble)},
          {"sigma_s", model.sigma_s},
          {"sigma_y", model.sigma_y},
          {"windows", std::move(windows)},
          {"env_states", toBytes(model.env_states)},
          {"env_rows", model.env_rows},
          {"model_starts", toBytes(model.model_starts)},
          {"model_branches", model.model_branches},
          {"branch_rows", model.branch_rows},
          {"terminated_branches", model.terminated_branches},
          {"model_rows", model.model_rows},
          {"model_capacity", model.model_capacity},
          {"model_rows_per_step", model.model_rows_per_step}};
}

mbpo::FrozenModel fromJson(const Json& json) {
  if (!json.is_object() || json.value("format", "") != kFormat) throw base::Error("it is no model");
  if (json.at("version").get<int>() != kVersion) {
    throw base::Error("its format version is " + json.at("version").dump() + ", this program reads " +
                      std::to_string(kVersion));
  }
  mbpo::FrozenModel model;
  model.environment = json.at("environment");
  model.real_steps = json.at("real_steps");
  model.epoch = json.at("epoch");
  model.fits = json.at("fits");
  model.inside_fit = json.at("inside_fit");
  model.rollout_length = json.at("rollout_length");
  const auto& policy = json.at("policy").get_binary();
  model.policy = parsePolicy(std::string(policy.begin(), policy.end()));
  model.ensemble = ensembleFromJson(json.at("ensemble"));
  const int n_s = model.ensemble.n_s, n_a = model.ensemble.n_a;
  if (model.policy->observationSize() != n_s || model.policy->actionSize() != n_a) {
    throw base::Error("its policy is of another task than its model");
  }
  model.sigma_s = json.at("sigma_s").get<std::vector<double>>();
  model.sigma_y = json.at("sigma_y").get<std::vector<double>>();
  requireSize("sigma_s", model.sigma_s.size(), n_s);
  requireSize("sigma_y", model.sigma_y.size(), n_s + 1);
  for (const Json& window : json.at("windows")) model.windows.push_back(windowFromJson(window, n_s, n_a));
  model.env_states = floats(json, "env_states");
  model.env_rows = json.at("env_rows");
  model.model_starts = floats(json, "model_starts");
  if (model.env_states.size() % static_cast<std::size_t>(n_s) != 0 ||
      model.model_starts.size() % static_cast<std::size_t>(n_s) != 0) {
    throw base::Error("its states are cut off");
  }
  model.model_branches = json.at("model_branches");
  model.branch_rows = json.at("branch_rows").get<std::vector<std::int64_t>>();
  model.terminated_branches = json.at("terminated_branches").get<std::vector<std::int64_t>>();
  requireSize("terminated_branches", model.terminated_branches.size(),
              static_cast<std::int64_t>(model.branch_rows.size()));
  model.model_rows = json.at("model_rows");
  model.model_capacity = json.at("model_capacity");
  model.model_rows_per_step = json.at("model_rows_per_step");
  return model;
}

}  // namespace

std::filesystem::path modelFile(const std::filesystem::path& run_directory) { return run_directory / "model.cbor"; }

void writeModel(const std::filesystem::path& run_directory, const mbpo::FrozenModel& model) {
  std::string content;
  Json::to_cbor(toJson(model), content);
  base::writeFileAtomically(modelFile(run_directory), content);
}

std::shared_ptr<const mbpo::FrozenModel> readModel(const std::filesystem::path& run_directory) {
  const std::filesystem::path file = modelFile(run_directory);
  if (!std::filesystem::exists(file)) {
    throw base::Error("no model at " + file.string() + ": the run has not reached its first evaluation");
  }
  const std::string content = base::readFile(file);
  try {
    return std::make_shared<const mbpo::FrozenModel>(fromJson(Json::from_cbor(content)));
  } catch (const Json::exception& error) {
    throw base::Error("cannot use " + file.string() + ": it is damaged (" + error.what() + ")");
  } catch (const base::Error& error) {
    throw base::Error("cannot use " + file.string() + ": " + error.what());
  }
}

}  // namespace run
