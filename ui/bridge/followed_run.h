#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "base/mailbox.h"
#include "run/run_directory.h"

namespace bridge {

/// A run directory read in the background: a recorded run, or one that another process is writing right now. Its own
/// thread polls the files, so that a long history never holds up the window; the history and the newest report may be
/// read from the GUI thread at any time.
class FollowedRun {
 public:
  struct Report {
    run::RunSummary summary;
    std::shared_ptr<const agent::FrozenPolicy> policy;  ///< null: none written yet
    std::int64_t policy_step = 0;                       ///< of the evaluation that it was saved with
    std::string problem;                                ///< why reading failed; empty: all is well
  };

  /// Throws base::Error when `directory` is no run.
  explicit FollowedRun(std::filesystem::path directory);
  ~FollowedRun();
  FollowedRun(const FollowedRun&) = delete;
  FollowedRun& operator=(const FollowedRun&) = delete;

  const run::History& history() const { return follower_->history(); }
  /// Null until everything that was there has been read once.
  std::shared_ptr<const Report> report() const { return report_.latest(); }
  const mbpo::Configuration& configuration() const { return configuration_; }
  const std::filesystem::path& directory() const { return directory_; }

 private:
  void follow(std::stop_token stop);
  Report look();
  void readPolicyIfNewer(Report& report);

  std::filesystem::path directory_;
  mbpo::Configuration configuration_;
  std::unique_ptr<run::RunFollower> follower_;  ///< polled by the thread alone
  base::Mailbox<Report> report_;
  std::filesystem::file_time_type policy_time_{};
  std::size_t evaluation_cursor_ = 0;
  std::int64_t evaluation_step_ = 0;
  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::jthread thread_;  ///< last: stops and joins before anything that it uses goes
};

}  // namespace bridge
