#pragma once

#include <QTemporaryDir>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "mbpo/parameter_registry.h"
#include "mbpo/preset.h"

/// A real training, small enough to end within a second or two.
inline mbpo::Configuration tinyConfiguration(std::int64_t steps) {
  mbpo::Configuration tiny = mbpo::presetConfiguration("interactive", "inverted_pendulum");
  tiny.steps = steps;
  tiny.threads = 1;
  tiny.warm_up_steps = tiny.epoch_length = 100;
  tiny.model_train_interval = 50;
  tiny.eval_episodes = 1;
  tiny.rollouts_per_step = 8;
  tiny.updates_per_step = 2;
  tiny.ensemble_size = 2;
  tiny.elite_size = 1;
  tiny.model_hidden = tiny.agent_hidden = 16;
  tiny.model_layers = 2;
  tiny.model_weight_decay = "1e-5";
  tiny.fit_epoch_limit = 3;
  return tiny;
}

inline std::filesystem::path below(const QTemporaryDir& folder, const char* name) {
  return std::filesystem::path(folder.path().toStdString()) / name;
}

inline std::vector<std::string> linesOf(const std::filesystem::path& file) {
  std::ifstream stream(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

inline void appendText(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::app | std::ios::binary) << text;
}

/// The rows of a run without what depends on the clock or the machine.
inline std::vector<std::string> repeatableLines(const std::filesystem::path& file) {
  std::vector<std::string> lines;
  for (const std::string& line : linesOf(file)) {
    auto json = nlohmann::ordered_json::parse(line);
    for (const char* key :
         {"wall_seconds", "updates_per_second", "steps_per_second", "seconds_fit", "seconds_roll_out", "seconds_act",
          "seconds_update", "seconds_measure", "seconds_evaluation", "resident_memory"}) {
      json.erase(key);
    }
    lines.push_back(json.dump());
  }
  return lines;
}

inline constexpr const char* kRowFiles[] = {"epochs.jsonl", "fits.jsonl", "samples.jsonl", "episodes.jsonl",
                                            "measurements.jsonl"};
