#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "agent/frozen_policy.h"
#include "mbpo/configuration.h"
#include "run/annotation.h"
#include "run/history.h"

namespace run {

/// The files of one run (all written by run_writer.h's RunWriter):
///
///     config.json                  the configuration at the start
///     epochs.jsonl fits.jsonl samples.jsonl episodes.jsonl
///                                  one JSON object per line (json_lines.h); pandas.read_json(f, lines=True)
///     measurements.jsonl           stage 6's estimates with estimator, samples, standard error and arrays
///     events.jsonl                 parameter changes, notes, warnings, alarms, checkpoints
///     status.json                  newest counters, status, process id, heartbeat (atomic)
///     policy.cbor                  newest policy, without torch (atomic)
///     model.cbor                   newest model with what it takes to look into it (model_file.h; atomic)
///     episodes/                    a bounded choice of whole episodes (episode_archive.h)
///     checkpoint/                  everything needed to continue (checkpoint_store.h)
///     annotation.json              a person's star and note (annotation.h)
///     lock                         held by the process that writes; readers never need it
struct RunSummary {
  std::filesystem::path directory;
  std::string name;  ///< folder name
  std::string environment, preset;
  std::int64_t seed = 0;
  std::string status;  ///< running | paused | stopped | finished | failed | interrupted (its process is gone)
  std::int64_t real_steps = 0, total_steps = 0;
  int epoch = -1;
  double best_return = 0, last_return = 0;  ///< NaN before the first evaluation
  double wall_seconds = 0;
  std::string started;  ///< ISO 8601, UTC
  std::string rollout_policy;  ///< where k comes from, as configured at the start: "k 5" (mbpo/rollout_policy.h)
  Annotation annotation;
};

/// Reads config.json, status.json and the annotation (a damaged one counts as none); throws base::Error when
/// `directory` is no run.
RunSummary readSummary(const std::filesystem::path& directory);

/// All runs directly below a folder, newest first; broken ones are skipped and reported in `problems` when given.
std::vector<RunSummary> listRuns(const std::filesystem::path& folder, std::vector<std::string>* problems = nullptr);

mbpo::Configuration readConfiguration(const std::filesystem::path& directory);

/// policy.cbor; throws base::Error when missing or damaged.
std::shared_ptr<const agent::FrozenPolicy> readPolicy(const std::filesystem::path& directory);
void writePolicy(const std::filesystem::path& directory, const agent::FrozenPolicy& policy);

/// A new folder name below `runs_folder` for a configuration: <environment>-<preset>-s<seed>-<date>-<time>[-n].
std::filesystem::path newRunDirectory(const std::filesystem::path& runs_folder,
                                      const mbpo::Configuration& configuration);

/// Follows a run directory that another process (or an earlier one) writes: each poll appends the complete new lines
/// to a History. A torn last line waits for its end. Unreadable lines become one warning event each. One owner thread.
class RunFollower {
 public:
  explicit RunFollower(std::filesystem::path directory);
  ~RunFollower();
  bool poll();  ///< true if anything was new
  const History& history() const;
  RunSummary summary() const;  ///< as of the last poll
 private:
  struct Files;
  std::unique_ptr<Files> files_;
};

}  // namespace run
