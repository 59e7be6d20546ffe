#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "mbpo/configuration.h"
#include "mbpo/snapshot.h"
#include "run/history.h"

namespace run {

enum class Status { running, paused, stopping, stopped, finished, failed };
std::string_view statusName(Status status);

struct SessionOptions {
  mbpo::Configuration configuration;  ///< ignored when resuming: the run's own counts
  std::filesystem::path directory;    ///< the run's; created when new
  bool resume = false;                ///< continue from the directory's checkpoint
  bool start_paused = false;
  std::chrono::milliseconds checkpoint_interval{120'000};  ///< what a crash may cost at most
  /// When the disk refuses, or numbers diverge again and again: pause with the reason, so that a person can help and
  /// resume, instead of failing. Nothing is lost meanwhile.
  bool pauses_on_trouble = false;
  /// Of the worker and the threads it trains with (`base/thread_priority.h`): a window's training steps back for it.
  int niceness = 0;
};

/// A training run on its own worker thread: owns the trainer, drains commands between stages, writes the run
/// directory, publishes snapshots and history. All members may be called from one controlling thread (the GUI's, or
/// the command line's main); none of them blocks on training except the destructor and `wait`.
class Session {
 public:
  /// Checks the configuration and creates (or opens) the run directory; throws base::Error. Starts the worker.
  explicit Session(SessionOptions options);
  /// Asks to stop, waits for the worker (which checkpoints first).
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  void resume();        ///< run on after a pause
  void pause();         ///< at the next unit of work (< 200 ms)
  void stepInterval();  ///< run one model_train_interval of real steps, then pause
  void stop();          ///< checkpoint and end; the worker answers within one unit of work
  void requestCheckpoint();

  /// Asks for a live change at the next stage boundary. Throws base::Error at once when key or value is not
  /// allowed or needs a restart. The returned ticket comes back in an Event (applied or refused).
  std::uint64_t setParameter(const std::string& key, const std::string& value);

  Status status() const;
  std::string failure() const;                   ///< why, when status is failed or trouble paused it; else empty
  bool wait(std::chrono::milliseconds timeout);  ///< true once the worker has ended
  std::shared_ptr<const mbpo::Snapshot> snapshot() const;  ///< never null after construction
  const History& history() const;
  const std::filesystem::path& directory() const;

 private:
  class Worker;
  std::unique_ptr<Worker> worker_;
};

}  // namespace run
