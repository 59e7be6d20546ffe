#include "run/session.h"

#include <utility>

#include "base/error.h"
#include "env/task_info.h"
#include "mbpo/parameter_registry.h"
#include "run/run_directory.h"
#include "run/session_worker.h"
#include "run/status_file.h"

namespace run {
namespace {

/// What is known before the trainer exists; of a run to be continued, what its last writer left.
std::shared_ptr<const mbpo::Snapshot> firstSnapshot(const mbpo::Configuration& configuration,
                                                    const StatusRecord& earlier) {
  auto snapshot = std::make_shared<mbpo::Snapshot>();
  snapshot->real_steps = earlier.real_steps;
  snapshot->updates = earlier.updates;
  snapshot->epoch = earlier.epoch;
  snapshot->epochs = earlier.epochs;
  snapshot->wall_seconds = earlier.wall_seconds;
  snapshot->total_steps = configuration.steps;
  snapshot->rollout_length = static_cast<int>(configuration.rollout_length);
  snapshot->rollouts_per_step = static_cast<int>(configuration.rollouts_per_step);
  snapshot->updates_per_step = static_cast<int>(configuration.updates_per_step);
  snapshot->evaluation_return = earlier.last_return;
  snapshot->best_evaluation_return = earlier.best_return;
  snapshot->configuration = std::make_shared<const mbpo::Configuration>(configuration);
  return snapshot;
}

}  // namespace

std::string_view statusName(Status status) {
  switch (status) {
    case Status::running: return "running";
    case Status::paused: return "paused";
    case Status::stopping: return "stopping";
    case Status::stopped: return "stopped";
    case Status::finished: return "finished";
    case Status::failed: return "failed";
  }
  return "?";
}

Session::Session(SessionOptions options) : worker_(std::make_unique<Worker>(std::move(options))) {}
Session::~Session() = default;

void Session::resume() { worker_->post(command::Resume{}); }
void Session::pause() { worker_->post(command::Pause{}); }
void Session::stepInterval() { worker_->post(command::StepInterval{}); }
void Session::stop() { worker_->requestStop(); }
void Session::requestCheckpoint() { worker_->post(command::WriteCheckpoint{}); }

std::uint64_t Session::setParameter(const std::string& key, const std::string& value) {
  return worker_->postChange(key, value);
}

Status Session::status() const { return worker_->status(); }
std::string Session::failure() const { return worker_->failure(); }
bool Session::wait(std::chrono::milliseconds timeout) { return worker_->wait(timeout); }
std::shared_ptr<const mbpo::Snapshot> Session::snapshot() const { return worker_->snapshots.latest(); }
const History& Session::history() const { return worker_->history; }
const std::filesystem::path& Session::directory() const { return worker_->directory; }

// What the controlling thread does of the worker; the rest stands in session_worker.cpp.

Session::Worker::Worker(SessionOptions options)
    : directory(std::move(options.directory)),
      configuration_(std::move(options.configuration)),
      resuming_(options.resume),
      pauses_on_trouble_(options.pauses_on_trouble),
      niceness_(options.niceness),
      checkpoint_interval_(options.checkpoint_interval),
      paused_(options.start_paused) {
  StatusRecord earlier;
  if (resuming_) {
    configuration_ = readConfiguration(directory);
    earlier = readStatus(directory);
    writer_ = RunWriter::reopen(directory);
  } else {
    mbpo::validate(configuration_);
    configuration_ = mbpo::withFixedThreads(configuration_);
    env::taskInfo(configuration_.environment);  // an unknown or broken task must not leave a directory behind
    writer_ = RunWriter::create(directory, configuration_);
  }
  status_ = paused_ ? Status::paused : Status::running;
  snapshots.publish(firstSnapshot(configuration_, earlier));
  writeStatus();
  thread_ = std::thread([this] { run(); });
}

Session::Worker::~Worker() {
  requestStop();
  thread_.join();
}

void Session::Worker::post(Command command) {
  const std::lock_guard lock(mutex_);
  if (accepting_) commands_.push(std::move(command));
}

void Session::Worker::requestStop() {
  const std::lock_guard lock(mutex_);
  if (!accepting_) return;
  status_ = Status::stopping;
  commands_.push(command::Stop{});
}

std::uint64_t Session::Worker::postChange(const std::string& key, const std::string& value) {
  const mbpo::Parameter& parameter = mbpo::findParameter(key);
  if (!parameter.live()) {
    throw base::Error(key + " cannot change while a run goes on (" + parameter.restart_reason +
                      "): start a new run with it");
  }
  mbpo::Configuration changed = *snapshots.latest()->configuration;
  mbpo::setParameter(changed, key, value);
  const std::lock_guard lock(mutex_);
  if (!accepting_) throw base::Error("the run has ended: " + key + " cannot change any more");
  commands_.push(command::SetParameter{++last_ticket_, key, value});
  return last_ticket_;
}

Status Session::Worker::status() const {
  const std::lock_guard lock(mutex_);
  return status_;
}

std::string Session::Worker::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

bool Session::Worker::wait(std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  return ended_condition_.wait_for(lock, timeout, [this] { return ended_; });
}

}  // namespace run
