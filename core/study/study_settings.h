#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>
#include <vector>

#include "mbpo/configuration.h"

namespace study {

/// What a generalisation study depends on; the same settings, processor and threads give the same numbers.
struct StudySettings {
  /// Task, networks, learning rates, M/G, k, γ, the estimator of ε_m and its ρ, seed, threads. Its `fit_epoch_limit` is
  /// not used: a model that is stopped early would show its budget, not its data.
  mbpo::Configuration configuration;

  // π_D, the policy whose data the models learn from
  std::filesystem::path checkpoint;    ///< of a run that has it; it is only read. Empty: π_D is trained here
  std::int64_t pretraining_steps = 0;  ///< real steps of that training; 0: the untrained policy

  // the models
  std::vector<std::int64_t> transitions{1000, 3000, 10'000};  ///< n: one model each, ascending

  // the policies that leave π_D
  int policies = 12;           ///< P: intermediate policies measured on each model, beside π_D itself
  std::int64_t updates = 600;  ///< SAC updates from π_D to the last of them

  // one measurement: whole real episodes of the policy, until there are enough of both
  std::int64_t fresh_rows = 1000;
  std::int64_t fresh_episodes = 5;
};

/// A preset's values for a study: targets are standardised, as for `fit_epoch_limit` above. Without it the smallest
/// dimensions of hopper drown in the noise of the larger ones' gradients, whatever n is. Throws base::Error.
mbpo::Configuration studyConfiguration(std::string_view preset, std::string_view environment);

/// Enough for a policy that has begun to learn, and not for one that is done: warm-up and two model fits, at most the
/// preset's own steps.
std::int64_t defaultPretraining(const mbpo::Configuration& configuration);

/// SAC updates from π_D after which policy i = 1 … P is measured: ⌈updates^((i−1)/(P−1))⌉ from 1 on, so that the
/// beginning, where the slope is read, is dense: the first few updates alone may move a policy by a tenth of a nat.
/// Strictly ascending.
std::vector<std::int64_t> policySchedule(int policies, std::int64_t updates);

/// Checks everything. Throws base::Error that names the setting, its value and what is allowed.
void validate(const StudySettings& settings);

}  // namespace study
