#pragma once

#include <QTemporaryDir>
#include <filesystem>
#include <fstream>
#include <string>

#include "mbpo/parameter_registry.h"
#include "mbpo/preset.h"
#include "support/run_rows.h"

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

inline void appendText(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::app | std::ios::binary) << text;
}
