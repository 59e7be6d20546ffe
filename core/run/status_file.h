#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>

#include "mbpo/snapshot.h"

namespace run {

/// What status.json says: the newest counters, and who wrote them.
struct StatusRecord {
  std::string status;        ///< as in RunSummary, but never "interrupted": the dead do not write
  std::string failure;       ///< why, when failed
  std::int64_t process = 0;  ///< process id on `host`
  std::string host;
  std::string started, heartbeat;  ///< ISO 8601, UTC
  std::int64_t real_steps = 0, total_steps = 0, updates = 0;
  int epoch = -1, epochs = 0;
  std::string stage;
  double wall_seconds = 0, updates_per_second = 0, steps_per_second = 0, eta_seconds = 0;
  int rollout_length = 0, rollouts_per_step = 0, updates_per_step = 0;
  /// NaN (null in the file) before the first evaluation.
  double best_return = std::numeric_limits<double>::quiet_NaN(), last_return = best_return;
};

/// The counters of a snapshot, this process, and now.
StatusRecord makeStatus(const std::string& status, const std::string& started, const mbpo::Snapshot& snapshot);

/// Throw base::Error naming the file.
StatusRecord readStatus(const std::filesystem::path& directory);
void writeStatus(const std::filesystem::path& directory, const StatusRecord& record);

/// The recorded status, or "interrupted" where it claims a living process that is gone: nobody holds the directory's
/// lock and the record is this machine's, or its heartbeat is more than a minute old (a shared file system may not
/// show another machine's locks).
std::string effectiveStatus(const std::filesystem::path& directory, const StatusRecord& record);

/// ISO 8601 in UTC, to the second: 2024-05-01T12:00:00Z.
std::string utcNow();

}  // namespace run
