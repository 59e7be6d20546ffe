#include "run/session_worker.h"

#include <exception>
#include <utility>

#include "base/error.h"
#include "base/thread_priority.h"
#include "mbpo/health_check.h"
#include "mbpo/parameter_registry.h"
#include "run/checkpoint_store.h"
#include "run/history_reader.h"
#include "run/model_file.h"
#include "run/run_directory.h"

namespace run {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kStatusInterval = 1s;
constexpr auto kPublishInterval = 20ms;  // finer than any screen shows

Event eventAt(const mbpo::Snapshot& snapshot, EventKind kind, std::string text) {
  Event event;
  event.kind = kind;
  event.real_steps = snapshot.real_steps;
  event.wall_seconds = snapshot.wall_seconds;
  event.text = std::move(text);
  return event;
}

EventKind eventKind(mbpo::Notice::Kind kind) {
  switch (kind) {
    case mbpo::Notice::Kind::note: return EventKind::note;
    case mbpo::Notice::Kind::warning: return EventKind::warning;
    case mbpo::Notice::Kind::alarm: return EventKind::alarm;
  }
  return EventKind::note;
}

/// The numerical library appends a stack trace to its messages, which says nothing to a person.
std::string sentence(const std::string& message) { return message.substr(0, message.find("\nException raised from")); }

}  // namespace

// The thread's top frame: whatever went wrong ends here, as a status.
void Session::Worker::run() {
  base::lowerThreadPriority(niceness_);
  try {
    startTrainer();
    work();
    conclude();
  } catch (const std::exception& error) {
    fail(sentence(error.what()));
  }
  trainer_.reset();
  writer_.reset();  // and with it the lock: the run may be opened again
  const std::lock_guard lock(mutex_);
  ended_ = true;
  ended_condition_.notify_all();
}

void Session::Worker::startTrainer() {
  checkpoint_time_ = Clock::now();
  if (!resuming_) {
    trainer_ = std::make_unique<mbpo::Trainer>(configuration_);
    record(eventNow(EventKind::note, "Started " + configuration_.environment + " with the preset " +
                                         configuration_.preset + ", seed " + std::to_string(configuration_.seed) +
                                         "."));
  } else {
    const std::string damage = readCheckpoint();
    HistoryReader(directory, history).poll();
    has_checkpoint_ = true;
    const bool dropped = writer_->droppedBytes() > 0;
    if (!damage.empty()) {
      record(eventNow(EventKind::alarm, "The newest checkpoint could not be used, the one before it was: " + damage));
    }
    Event continued = eventNow(EventKind::note, "Continued from the checkpoint at step " +
                                                    std::to_string(trainer_->snapshot()->real_steps) +
                                                    (dropped ? "; what had been recorded after it was dropped." : "."));
    continued.check = mbpo::findHealthCheck(mbpo::HealthCheck::run)->id;
    record(std::move(continued));
  }
  archive_.emplace(directory);
  archive_->cutBack(trainer_->snapshot()->real_steps);
  trainer_->recordEpisodes();
  writer_->flush();
  publish();
}

// Returns what was wrong with the newest checkpoint, when the one before it had to be taken.
std::string Session::Worker::readCheckpoint() {
  std::string damage;
  for (;;) {
    try {
      trainer_ = mbpo::Trainer::fromCheckpoint(writer_->checkpointFile());
      return damage;
    } catch (const base::Error& error) {
      if (!writer_->fallBack()) throw;
      damage = error.what();
    }
  }
}

void Session::Worker::work() {
  for (;;) {
    try {
      if (!workOnce()) return;
    } catch (const base::Error& error) {
      if (!pauses_on_trouble_) throw;
      pauseForTrouble(sentence(error.what()));
    } catch (const std::filesystem::filesystem_error& error) {
      if (!pauses_on_trouble_) throw;
      pauseForTrouble(error.what());
    }
  }
}

bool Session::Worker::workOnce() {
  // 1. obey
  obeyCommands();
  if (stop_asked_ || (trainer_->finished() && changes_.empty())) return false;
  // 2. rest
  if (paused_) {
    rest();
    return true;
  }
  // 3. advance
  trainer_->advance();
  const auto advanced = Clock::now();
  pauseAtIntervalEnd();
  // 4. collect
  collect();
  // 5. save
  save();
  // 6. publish
  if (Clock::now() - publish_time_ >= kPublishInterval) publish();
  outside_stages_ += Clock::now() - advanced;
  return true;
}

// The trainer stays as it is and what could not be written waits in memory: resuming tries again.
void Session::Worker::pauseForTrouble(const std::string& reason) {
  in_trouble_ = true;
  obey(command::Pause{});
  Event alarm = eventNow(EventKind::alarm, "The run paused: ");
  alarm.text.append(reason).append(".");
  alarm.check = mbpo::findHealthCheck(mbpo::HealthCheck::run)->id;
  record(std::move(alarm));
  const std::lock_guard lock(mutex_);
  failure_ = reason;
}

void Session::Worker::conclude() {
  {
    const std::lock_guard lock(mutex_);
    accepting_ = false;
  }
  collect();
  for (const Command& command : commands_.drain()) {
    if (const auto* change = std::get_if<command::SetParameter>(&command)) changes_.push_back(*change);
  }
  for (const auto& change : std::exchange(changes_, {})) refuse(change, "the run ended before it could take effect");
  writePolicy();
  writeModel();
  writeCheckpoint();
  publish();
  setStatus(trainer_->finished() ? Status::finished : Status::stopped);
}

void Session::Worker::fail(std::string reason) {
  {
    const std::lock_guard lock(mutex_);
    accepting_ = false;
    status_ = Status::failed;
    failure_ = reason;
  }
  // The trainer is not asked any more: it may be what failed.
  Event alarm = eventAt(*snapshots.latest(), EventKind::alarm, "The run failed: " + reason);
  alarm.check = mbpo::findHealthCheck(mbpo::HealthCheck::run)->id;
  history.append(alarm);
  try {  // the disk itself may be what failed; the status above stands in any case
    writer_->append(alarm);
    writer_->flush();
    writeStatus();
  } catch (const std::exception&) {
  }
}

void Session::Worker::obeyCommands() {
  for (const Command& command : commands_.drain()) std::visit([this](const auto& asked) { obey(asked); }, command);
  if (!changes_.empty() && trainer_->atStageBoundary()) applyChanges();
}

void Session::Worker::obey(const command::Resume&) {
  paused_ = false;
  pause_at_step_.reset();
  goOn();
}

void Session::Worker::obey(const command::Pause&) {
  paused_ = true;
  pause_at_step_.reset();
}

void Session::Worker::obey(const command::StepInterval&) {
  paused_ = false;
  pause_at_step_ = trainer_->snapshot()->real_steps + trainer_->configuration().model_train_interval;
  goOn();
}

void Session::Worker::goOn() {
  {
    const std::lock_guard lock(mutex_);
    failure_.clear();
  }
  setStatus(Status::running);
}

void Session::Worker::obey(const command::Stop&) { stop_asked_ = true; }
void Session::Worker::obey(const command::WriteCheckpoint&) { writeCheckpoint(); }
void Session::Worker::obey(const command::SetParameter& change) { changes_.push_back(change); }

void Session::Worker::applyChanges() {
  for (const auto& change : std::exchange(changes_, {})) {
    try {
      const mbpo::AppliedChange applied = trainer_->apply(change.key, change.value);
      Event event =
          eventNow(EventKind::parameter_applied, applied.key + ": " + applied.old_value + " → " + applied.new_value);
      event.ticket = change.ticket;
      event.key = applied.key;
      event.old_value = applied.old_value;
      event.new_value = applied.new_value;
      record(std::move(event));
    } catch (const base::Error& error) {
      refuse(change, error.what());
    }
  }
  writer_->flush();
  publish();
}

void Session::Worker::refuse(const command::SetParameter& change, const std::string& why) {
  Event event = eventNow(EventKind::parameter_refused, change.key + " stays as it is: " + why);
  event.ticket = change.ticket;
  event.key = change.key;
  event.old_value = mbpo::parameterText(trainer_->configuration(), mbpo::findParameter(change.key));
  event.new_value = change.value;
  record(std::move(event));
}

void Session::Worker::rest() {
  publish();  // first: who sees that it is paused sees where
  try {
    setStatus(Status::paused);
  } catch (const base::Error&) {
    if (!in_trouble_) throw;  // the reason is known: the disk may be what it waits for
  }
  commands_.waitUntilNotEmpty();
}

// A step interval ends with the stage in which its last real step was made.
void Session::Worker::pauseAtIntervalEnd() {
  if (!pause_at_step_ || !trainer_->atStageBoundary()) return;
  if (trainer_->snapshot()->real_steps >= *pause_at_step_) obey(command::Pause{});
}

void Session::Worker::collect() {
  auto rows = trainer_->takeRows();
  const auto measurements = trainer_->takeMeasurements();
  const auto notices = trainer_->takeNotices();
  const auto episodes = trainer_->takeEpisodes();
  if (rows.empty() && measurements.empty() && notices.empty() && episodes.empty()) return;
  for (mbpo::MetricRow& row : rows) {
    if (row.stream == mbpo::Stream::samples) {
      row.values.emplace_back(mbpo::Metric::seconds_publish, std::exchange(outside_stages_, {}).count());
    }
    writer_->append(row);
    history.append(row);
    evaluated_ = evaluated_ || row.stream == mbpo::Stream::epochs;
  }
  for (const mbpo::MeasurementRecord& record : measurements) {
    writer_->append(record);
    history.append(record);
  }
  for (const mbpo::Notice& notice : notices) {
    Event event = eventNow(eventKind(notice.kind), notice.text);
    if (const auto* check = mbpo::findHealthCheck(notice.check)) event.check = check->id;
    record(std::move(event));
  }
  writer_->flush();
  for (const mbpo::PlayedEpisode& episode : episodes) archive_->add(episode);  // last: rows matter more
}

void Session::Worker::save() {
  if (Clock::now() - status_time_ >= kStatusInterval) writeStatus();
  if (evaluated_) {
    writePolicy();
    writeModel();
  }
  if (has_checkpoint_) trainer_->writeRowsAhead(checkpointFolder(directory));
  // The first evaluation brings the first checkpoint: from then on a run can be continued.
  const bool first = evaluated_ && !has_checkpoint_;
  if (first || Clock::now() - checkpoint_time_ >= checkpoint_interval_) writeCheckpoint();
  evaluated_ = false;  // last: what the disk refuses is tried again
}

void Session::Worker::writeCheckpoint() {
  collect();
  const auto snapshot = trainer_->snapshot();
  Event event = eventNow(EventKind::checkpoint, "Checkpoint at step " + std::to_string(snapshot->real_steps) + ".");
  writer_->append(event);  // first, so that a continued run still knows of it
  writer_->writeCheckpoint(snapshot->real_steps, snapshot->updates,
                           [this](const std::filesystem::path& file) { trainer_->saveCheckpoint(file); });
  history.append(std::move(event));
  has_checkpoint_ = true;
  checkpoint_time_ = Clock::now();
}

void Session::Worker::writePolicy() {
  if (const auto policy = trainer_->snapshot()->policy) run::writePolicy(directory, *policy);
}

void Session::Worker::writeModel() { run::writeModel(directory, trainer_->freezeModel()); }

void Session::Worker::publish() {
  snapshots.publish(trainer_->snapshot());
  publish_time_ = Clock::now();
}

void Session::Worker::record(Event event) {
  writer_->append(event);
  history.append(std::move(event));
}

Event Session::Worker::eventNow(EventKind kind, std::string text) const {
  return eventAt(*trainer_->snapshot(), kind, std::move(text));
}

void Session::Worker::setStatus(Status status) {
  {
    const std::lock_guard lock(mutex_);
    const bool goes_on = status == Status::running || status == Status::paused;
    if (status == status_ || (goes_on && status_ == Status::stopping))
      return;  // a stop that was asked for stays visible
    status_ = status;
  }
  writeStatus();
}

void Session::Worker::writeStatus() {
  const auto snapshot = trainer_ ? trainer_->snapshot() : snapshots.latest();
  writer_->writeStatus(std::string(statusName(status())), failure(), *snapshot);
  status_time_ = Clock::now();
  if (in_trouble_ && status() == Status::running) {
    in_trouble_ = false;
    Event well = eventNow(EventKind::note, "The run goes on.");
    well.check = mbpo::findHealthCheck(mbpo::HealthCheck::run)->id;
    record(std::move(well));
  }
}

}  // namespace run
