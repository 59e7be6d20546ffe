#pragma once

#include <QTemporaryDir>

#include "mbpo/preset.h"
#include "run/session.h"

namespace support {

/// A real experiment that is small enough for a test: the pendulum with networks of 16 units. Long enough that it is
/// still going on when a test ends it.
inline mbpo::Configuration tinyExperiment() {
  mbpo::Configuration tiny = mbpo::presetConfiguration("interactive", "inverted_pendulum");
  tiny.steps = 100'000;
  tiny.threads = 1;
  tiny.warm_up_steps = 60;
  tiny.epoch_length = 50;
  tiny.model_train_interval = 25;
  tiny.eval_episodes = 1;
  tiny.record_interval = 5;
  tiny.rollouts_per_step = 20;
  tiny.updates_per_step = 2;
  tiny.ensemble_size = 2;
  tiny.elite_size = 1;
  tiny.model_hidden = 16;
  tiny.model_layers = 2;
  tiny.model_weight_decay = "1e-5";
  tiny.model_batch = 32;
  tiny.fit_epoch_limit = 2;
  tiny.agent_hidden = 16;
  tiny.agent_batch = 32;
  return tiny;
}

inline run::SessionOptions tinySession(const QTemporaryDir& folder, const QString& name = QStringLiteral("tiny")) {
  run::SessionOptions options;
  options.configuration = tinyExperiment();
  options.directory = folder.filePath(name).toStdString();
  return options;
}

}  // namespace support
