#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/error.h"
#include "run/float_bytes.h"
#include "run/policy_file.h"
#include "run/run_directory.h"

// policy.cbor is one CBOR map:
//   format "mbpo-policy", version 1, layers [{inputs, outputs, weight, bias}], action_low, action_high,
//   log_std_min, log_std_max; and, where critics came along, critics [two lists of layers]
// Weights [inputs, outputs] row-major and biases [outputs] are byte strings of little-endian float32.
namespace run {
namespace {

using Json = nlohmann::json;
constexpr const char* kFormat = "mbpo-policy";
constexpr int kVersion = 1;
constexpr int kLargestLayer = 1 << 16;  // far beyond any policy here; keeps damaged sizes from asking for the moon

std::vector<float> fromBytes(const Json& json, std::size_t count, const std::string& what) {
  const auto& bytes = json.get_binary();
  if (bytes.size() != count * sizeof(float)) {
    throw base::Error(what + " has " + std::to_string(bytes.size()) + " bytes instead of " +
                      std::to_string(count * sizeof(float)));
  }
  std::vector<float> values(count);
  std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

agent::FrozenLayer readLayer(const Json& json, const std::string& what) {
  agent::FrozenLayer layer;
  layer.inputs = json.at("inputs");
  layer.outputs = json.at("outputs");
  if (layer.inputs < 1 || layer.inputs > kLargestLayer || layer.outputs < 1 || layer.outputs > kLargestLayer) {
    throw base::Error(what + " has impossible sizes");
  }
  const auto outputs = static_cast<std::size_t>(layer.outputs);
  layer.weight = fromBytes(json.at("weight"), static_cast<std::size_t>(layer.inputs) * outputs, what + ": weight");
  layer.bias = fromBytes(json.at("bias"), outputs, what + ": bias");
  return layer;
}

std::vector<agent::FrozenLayer> readLayers(const Json& json, const std::string& network) {
  std::vector<agent::FrozenLayer> layers;
  for (const Json& item : json) {
    const std::string what = network + "layer " + std::to_string(layers.size());
    layers.push_back(readLayer(item, what));
    if (layers.size() > 1 && layers[layers.size() - 2].outputs != layers.back().inputs) {
      throw base::Error(what + " does not fit the one before it");
    }
  }
  return layers;
}

std::vector<agent::FrozenLayer> readPolicyLayers(const Json& json, std::size_t actions) {
  std::vector<agent::FrozenLayer> layers = readLayers(json, "");
  if (layers.empty() || static_cast<std::size_t>(layers.back().outputs) != 2 * actions) {
    throw base::Error("the last layer must have two outputs (mean and log-deviation) per action");
  }
  return layers;
}

bool isFinite(const std::vector<float>& values) {
  return std::ranges::all_of(values, [](float value) { return std::isfinite(value); });
}

/// Null: the file is from before critics were kept, or none came along.
std::shared_ptr<const agent::FrozenCritic> readCritic(const Json& json) {
  if (!json.contains("critics")) return nullptr;
  const Json& networks = json.at("critics");
  if (!networks.is_array() || networks.size() != 2) throw base::Error("there must be two critics or none");
  std::array<agent::FrozenCritic::Network, 2> critics;
  for (std::size_t i = 0; i < critics.size(); ++i) {
    const std::string name = "critic " + std::to_string(i + 1);
    critics[i] = readLayers(networks.at(i), name + ", ");
    for (const agent::FrozenLayer& layer : critics[i]) {
      if (!isFinite(layer.weight) || !isFinite(layer.bias)) {
        throw base::Error(name + " has numbers that are not finite");
      }
    }
  }
  return std::make_shared<const agent::FrozenCritic>(std::move(critics));
}

Json toJson(const std::vector<agent::FrozenLayer>& network) {
  Json layers = Json::array();
  for (const auto& layer : network) {
    layers.push_back({{"inputs", layer.inputs},
                      {"outputs", layer.outputs},
                      {"weight", toBytes(layer.weight)},
                      {"bias", toBytes(layer.bias)}});
  }
  return layers;
}

}  // namespace

std::shared_ptr<const agent::FrozenPolicy> parsePolicy(const std::string& content) {
  const Json json = Json::from_cbor(content);
  if (json.value("format", "") != kFormat) throw base::Error("it is no policy");
  if (json.at("version").get<int>() != kVersion) {
    throw base::Error("its format version is " + json.at("version").dump() + ", this program reads " +
                      std::to_string(kVersion));
  }
  const std::vector<double> low = json.at("action_low"), high = json.at("action_high");
  if (low.empty() || low.size() != high.size()) throw base::Error("the action ranges differ in size");
  for (std::size_t i = 0; i < low.size(); ++i) {
    if (!(low[i] < high[i])) throw base::Error("the range of action " + std::to_string(i) + " is empty");
  }
  const double log_std_min = json.at("log_std_min"), log_std_max = json.at("log_std_max");
  if (!(log_std_min <= log_std_max)) throw base::Error("the range of the log-deviation is empty");
  return std::make_shared<const agent::FrozenPolicy>(readPolicyLayers(json.at("layers"), low.size()), low, high,
                                                     log_std_min, log_std_max, readCritic(json));
}

std::string encodePolicy(const agent::FrozenPolicy& policy) {
  Json json{{"format", kFormat},
            {"version", kVersion},
            {"layers", toJson(policy.layers())},
            {"action_low", policy.actionLow()},
            {"action_high", policy.actionHigh()},
            {"log_std_min", policy.logStdMin()},
            {"log_std_max", policy.logStdMax()}};
  if (const auto& critic = policy.critic()) {
    json["critics"] = Json::array({toJson(critic->networks()[0]), toJson(critic->networks()[1])});
  }
  std::string content;
  Json::to_cbor(json, content);
  return content;
}

void writePolicy(const std::filesystem::path& directory, const agent::FrozenPolicy& policy) {
  base::writeFileAtomically(directory / "policy.cbor", encodePolicy(policy));
}

std::shared_ptr<const agent::FrozenPolicy> readPolicy(const std::filesystem::path& directory) {
  const std::filesystem::path file = directory / "policy.cbor";
  if (!std::filesystem::exists(file)) {
    throw base::Error("no policy at " + file.string() + ": the run has not reached its first evaluation");
  }
  const std::string content = base::readFile(file);
  try {
    return parsePolicy(content);
  } catch (const Json::exception& error) {
    throw base::Error("cannot use " + file.string() + ": it is damaged (" + error.what() + ")");
  } catch (const base::Error& error) {
    throw base::Error("cannot use " + file.string() + ": " + error.what());
  }
}

}  // namespace run
