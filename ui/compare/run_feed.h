#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "base/mailbox.h"
#include "run/run_directory.h"

namespace compare {

/// One run that is compared: recorded, or being written by any process right now. The feed's thread reads its files;
/// everything here may be asked for on any thread.
class FedRun {
 public:
  /// Throws base::Error when `directory` is no run.
  explicit FedRun(const std::filesystem::path& directory);

  const std::filesystem::path& directory() const { return directory_; }
  const mbpo::Configuration& configuration() const { return configuration_; }
  const run::History& history() const { return follower_.history(); }
  run::RunSummary summary() const { return *summary_.latest(); }

 private:
  friend class RunFeed;
  bool poll();

  std::filesystem::path directory_;
  mbpo::Configuration configuration_;
  run::RunFollower follower_;  ///< polled by the feed's thread alone
  base::Mailbox<run::RunSummary> summary_;
};

/// Follows any number of run directories on one thread, twice a second, reading only what is new in their files. Runs
/// appear in the report once all that was there has been read, so a long history never holds up a window.
class RunFeed {
 public:
  struct Report {
    std::vector<std::shared_ptr<const FedRun>> runs;  ///< in the order asked for; those that can be read
    std::map<std::string, std::string> problems;      ///< directory → why it cannot
  };

  RunFeed();
  ~RunFeed();
  RunFeed(const RunFeed&) = delete;
  RunFeed& operator=(const RunFeed&) = delete;

  /// Which runs to follow from now on; those followed already are not read again.
  void follow(std::vector<std::filesystem::path> directories);
  /// False rests: nobody looks.
  void setWatched(bool watched);

  /// Null before the first look.
  std::shared_ptr<const Report> report() const { return report_.latest(); }
  /// Grows when a report or a followed run's history or summary has changed.
  std::uint64_t revision() const { return revision_; }

 private:
  void work(const std::stop_token& stop);
  void look(const std::vector<std::filesystem::path>& wanted);

  std::mutex mutex_;
  std::condition_variable_any wake_;
  std::vector<std::filesystem::path> wanted_;                          ///< guarded by mutex_
  bool watched_ = true, asked_ = false;                                ///< guarded by mutex_
  std::map<std::filesystem::path, std::shared_ptr<FedRun>> followed_;  ///< of the thread
  base::Mailbox<Report> report_;
  std::atomic<std::uint64_t> revision_ = 0;
  std::jthread thread_;  ///< last: stops and joins before anything that it uses goes
};

}  // namespace compare
