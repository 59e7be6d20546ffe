#pragma once

#include <QString>
#include <limits>
#include <memory>

#include "agent/frozen_policy.h"
#include "mbpo/configuration.h"

namespace bridge {

/// Where the numbers on screen come from.
enum class Source {
  none,      ///< no run yet
  live,      ///< trained by this window's own session
  recorded,  ///< read from a run directory; another process may still be writing it
};

/// What the window says about the run that it shows: one plain value, whether the run is our own or a directory's.
struct RunState {
  Source source = Source::none;
  bool example = false;   ///< the bundled one
  bool active = false;    ///< somebody is training it now (paused counts)
  QString directory;      ///< absolute path; empty: none
  QString name;           ///< folder name
  QString environment, preset;
  qint64 seed = 0;
  QString status;         ///< running | paused | stopping | stopped | finished | failed | interrupted
  QString stage;          ///< of Algorithm 2; empty where unknown (recorded runs)
  int epoch = -1, epochs = 0;
  qint64 real_steps = 0, total_steps = 0, updates = 0;
  double wall_seconds = 0;           ///< training time, pauses excluded
  double updates_per_second = 0;
  double eta_seconds = 0;            ///< 0: not known
  int rollout_length = 0, rollouts_per_step = 0, updates_per_step = 0;  ///< k, M, G in force; 0: not known yet
  double last_return = std::numeric_limits<double>::quiet_NaN();        ///< NaN before the first evaluation
  double best_return = std::numeric_limits<double>::quiet_NaN();
  long unstable_episodes = 0;
  std::shared_ptr<const mbpo::Configuration> configuration;  ///< in force (live) or at the start (recorded)
  std::shared_ptr<const agent::FrozenPolicy> policy;         ///< newest; null before the first
  qint64 policy_step = 0;                                    ///< real step at which it was taken
};

}  // namespace bridge
