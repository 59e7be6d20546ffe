#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>

#include "base/command_queue.h"
#include "base/mailbox.h"
#include "mbpo/trainer.h"
#include "run/episode_archive.h"
#include "run/run_writer.h"
#include "run/session.h"

namespace run {

/// What the controlling thread asks of the worker.
namespace command {
struct Resume {};
struct Pause {};
struct StepInterval {};
struct Stop {};
struct WriteCheckpoint {};
struct SetParameter {
  std::uint64_t ticket = 0;
  std::string key, value;
};
}  // namespace command
using Command = std::variant<command::Resume, command::Pause, command::StepInterval, command::Stop,
                             command::WriteCheckpoint, command::SetParameter>;

/// The worker thread of a Session and everything that it shares with the controlling thread. The loop:
///
///     1. obey      commands; parameter changes wait for a stage boundary
///     2. rest      while paused: write what is waiting, then sleep until the next command
///     3. advance   one unit of the trainer's work
///     4. collect   its new rows, notices and episodes into the history and the files
///     5. save      the status each second, policy and model at each evaluation, a checkpoint every two minutes
///     6. publish   a snapshot
///
/// What 4 to 6 take is recorded with the next samples row as seconds_publish.
class Session::Worker {
 public:
  explicit Worker(SessionOptions options);
  ~Worker();

  void post(Command command);  ///< dropped once the run has ended
  void requestStop();
  std::uint64_t postChange(const std::string& key, const std::string& value);

  Status status() const;
  std::string failure() const;
  bool wait(std::chrono::milliseconds timeout);

  base::Mailbox<mbpo::Snapshot> snapshots;
  History history;
  std::filesystem::path directory;

 private:
  // Everything below runs in the worker thread.
  void run();
  void startTrainer();
  std::string readCheckpoint();
  void work();
  bool workOnce();  ///< false: at the end
  void pauseForTrouble(const std::string& reason);
  void conclude();
  void fail(std::string reason);

  void obeyCommands();  // 1
  void obey(const command::Resume&);
  void obey(const command::Pause&);
  void obey(const command::StepInterval&);
  void obey(const command::Stop&);
  void obey(const command::WriteCheckpoint&);
  void obey(const command::SetParameter&);
  void goOn();
  void applyChanges();
  void refuse(const command::SetParameter& change, const std::string& why);
  void rest();                // 2
  void pauseAtIntervalEnd();  // 3
  void collect();             // 4
  void save();                // 5
  void writeCheckpoint();
  void writePolicy();
  void writeModel();
  void publish();  // 6

  void record(Event event);
  Event eventNow(EventKind kind, std::string text) const;
  void setStatus(Status status);
  void writeStatus();

  base::CommandQueue<Command> commands_;
  mutable std::mutex mutex_;  ///< guards the next five
  std::condition_variable ended_condition_;
  Status status_ = Status::running;
  std::string failure_;
  bool accepting_ = true;  ///< commands still reach the worker
  bool ended_ = false;
  std::uint64_t last_ticket_ = 0;  ///< controlling thread only

  // Owned by the worker thread.
  mbpo::Configuration configuration_;
  bool resuming_, pauses_on_trouble_;
  int niceness_;
  std::chrono::milliseconds checkpoint_interval_;
  std::unique_ptr<RunWriter> writer_;
  std::optional<EpisodeArchive> archive_;
  std::unique_ptr<mbpo::Trainer> trainer_;
  std::deque<command::SetParameter> changes_;  ///< waiting for a stage boundary
  bool paused_ = false;
  bool stop_asked_ = false;
  bool in_trouble_ = false;  ///< since it paused for it; well again once a status could be written
  std::optional<std::int64_t> pause_at_step_;
  bool evaluated_ = false;  ///< an epoch's row came since the policy was written
  bool has_checkpoint_ = false;
  std::chrono::steady_clock::time_point checkpoint_time_{}, publish_time_{}, status_time_{};
  std::chrono::duration<double> outside_stages_{};  ///< 4 to 6 since the last samples row

  std::thread thread_;
};

}  // namespace run
