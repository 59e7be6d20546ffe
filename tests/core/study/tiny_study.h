#pragma once

#include "mbpo/preset.h"
#include "study/study_settings.h"

/// A real study on the pendulum that ends within a second or two.
inline study::StudySettings tinyStudy() {
  study::StudySettings settings;
  mbpo::Configuration& c = settings.configuration;
  c = mbpo::presetConfiguration("interactive", "inverted_pendulum");
  c.threads = 1;
  c.warm_up_steps = c.epoch_length = 100;
  c.model_train_interval = 50;
  c.rollouts_per_step = 8;
  c.updates_per_step = 2;
  c.ensemble_size = 2;
  c.elite_size = 1;
  c.model_hidden = c.agent_hidden = 16;
  c.model_layers = 2;
  c.model_weight_decay = "1e-5";
  c.model_batch = c.agent_batch = 32;
  c.fit_patience = 2;
  settings.transitions = {60, 200};
  settings.policies = 4;
  settings.updates = 20;
  settings.fresh_rows = 100;
  settings.fresh_episodes = 3;
  return settings;
}
