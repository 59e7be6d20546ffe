#pragma once

#include <string>
#include <vector>

#include "mbpo/configuration.h"
#include "run/history.h"

namespace compare {

/// What a run was trained with: its configuration at the start, and every live change while it went on.
struct RunSetup {
  mbpo::Configuration configuration;
  std::vector<run::Event> changes;  ///< parameter_applied only, in their order

  /// Equal exactly for runs that differ in nothing but the seed: every key but `seed` is the same, and so are the live
  /// changes, each with its step. A run whose k was turned by hand is not another seed of one whose k was not.
  std::string identity() const;
};

/// Runs of the same identity, by their numbers; groups in the order of their first run.
std::vector<std::vector<std::size_t>> groupByConfiguration(const std::vector<RunSetup>& runs);

}  // namespace compare
