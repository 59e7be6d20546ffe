#include "ui/bridge/session_bridge.h"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/thread_priority.h"

namespace bridge {
namespace {

// Twenty looks a second: prompt for a hand on a slider, and nothing for a processor.
constexpr int kPollMilliseconds = 50;
constexpr int kStoppingMilliseconds = 10;  // somebody waits for the end

QString text(std::string_view view) { return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size())); }

QString text(const std::filesystem::path& path) { return QString::fromStdString(path.string()); }

void describeConfiguration(RunState& state, std::shared_ptr<const mbpo::Configuration> configuration) {
  state.environment = QString::fromStdString(configuration->environment);
  state.preset = QString::fromStdString(configuration->preset);
  state.seed = configuration->seed;
  state.configuration = std::move(configuration);
}

void takeSnapshot(RunState& state, const mbpo::Snapshot& snapshot) {
  if (snapshot.configuration) describeConfiguration(state, snapshot.configuration);
  state.stage = text(mbpo::stageName(snapshot.stage));
  state.epoch = snapshot.epoch;
  state.epochs = snapshot.epochs;
  state.real_steps = snapshot.real_steps;
  state.total_steps = snapshot.total_steps;
  state.updates = snapshot.updates;
  state.wall_seconds = snapshot.wall_seconds;
  state.updates_per_second = snapshot.updates_per_second;
  state.eta_seconds = snapshot.eta_seconds;
  state.rollout_length = snapshot.rollout_length;
  state.rollouts_per_step = snapshot.rollouts_per_step;
  state.updates_per_step = snapshot.updates_per_step;
  state.last_return = snapshot.evaluation_return;
  state.best_return = snapshot.best_evaluation_return;
  state.unstable_episodes = snapshot.unstable_episodes;
  if (snapshot.policy && snapshot.policy != state.policy) {
    state.policy = snapshot.policy;
    state.policy_step = snapshot.real_steps;
  }
}

void takeReport(RunState& state, const FollowedRun::Report& report) {
  const run::RunSummary& summary = report.summary;
  state.status = QString::fromStdString(summary.status);
  state.active = summary.status == "running" || summary.status == "paused";
  state.epoch = summary.epoch;
  state.real_steps = summary.real_steps;
  state.total_steps = summary.total_steps;
  state.wall_seconds = summary.wall_seconds;
  state.last_return = summary.last_return;
  state.best_return = summary.best_return;
  state.policy = report.policy;
  state.policy_step = report.policy_step;
}

/// What a run directory's summary does not tell stands in its newest rows.
void takeLatest(RunState& state, const LatestValues& latest) {
  const auto value = [&latest](mbpo::Metric metric) {
    const auto point = latest.of(metric);
    return point ? point->value : 0.0;
  };
  state.updates_per_second = value(mbpo::Metric::updates_per_second);
  state.rollout_length = static_cast<int>(value(mbpo::Metric::rollout_length));
  state.rollouts_per_step = static_cast<int>(value(mbpo::Metric::rollouts_per_step));
  state.updates_per_step = static_cast<int>(value(mbpo::Metric::updates_per_step));
}

int epochCount(const mbpo::Configuration& configuration, std::int64_t steps) {
  const auto trained = std::max<std::int64_t>(steps - configuration.warm_up_steps, 0);
  const auto length = std::max<std::int64_t>(configuration.epoch_length, 1);
  return static_cast<int>((trained + length - 1) / length);
}

}  // namespace

SessionBridge::SessionBridge(QObject* parent) : QObject(parent) {
  interval_ = kPollMilliseconds;
  connect(&timer_, &QTimer::timeout, this, &SessionBridge::poll);
}

SessionBridge::~SessionBridge() = default;

void SessionBridge::setUpdatesPerSecond(int rate) {
  interval_ = 1000 / std::clamp(rate, 2, 20);
  if (timer_.interval() != kStoppingMilliseconds) timer_.setInterval(interval_);
}

bool SessionBridge::refuseWhileTraining(const QString& what) {
  if (!training()) return false;
  Q_EMIT failed(tr("%1 is not possible while a run is going on. Stop it first (Shift+F5).").arg(what));
  return true;
}

void SessionBridge::replaceRun() {
  session_.reset();
  followed_.reset();
  snapshot_.reset();
  report_.reset();
  state_ = {};
  latest_.clear();
  revision_ = 0;
  event_cursor_ = 0;
  ended_ = true;
  caught_up_ = false;
  status_ = run::Status::stopped;
}

bool SessionBridge::start(run::SessionOptions options) {
  if (refuseWhileTraining(tr("Starting another run"))) return false;
  replaceRun();
  options.niceness = base::kTrainingNiceness;
  try {
    session_ = std::make_unique<run::Session>(std::move(options));
  } catch (const base::Error& error) {
    Q_EMIT runReplaced();
    Q_EMIT statusChanged();
    Q_EMIT failed(QString::fromStdString(error.what()));
    return false;
  }
  ended_ = false;
  caught_up_ = true;
  state_.source = Source::live;
  state_.directory = text(std::filesystem::absolute(session_->directory()));
  state_.name = text(session_->directory().filename());
  snapshot_ = session_->snapshot();
  takeSnapshot(state_, *snapshot_);
  Q_EMIT runReplaced();
  timer_.start(interval_);
  poll();
  return true;
}

bool SessionBridge::open(const std::filesystem::path& directory, bool example) {
  if (refuseWhileTraining(tr("Opening another run"))) return false;
  std::unique_ptr<FollowedRun> opened;
  try {
    opened = std::make_unique<FollowedRun>(directory);
  } catch (const base::Error& error) {
    Q_EMIT failed(QString::fromStdString(error.what()));
    return false;
  }
  replaceRun();
  followed_ = std::move(opened);
  state_.source = Source::recorded;
  state_.example = example;
  state_.directory = text(std::filesystem::absolute(directory));
  state_.name = text(std::filesystem::absolute(directory).filename());
  describeConfiguration(state_, std::make_shared<const mbpo::Configuration>(followed_->configuration()));
  state_.epochs = epochCount(followed_->configuration(), followed_->configuration().steps);
  Q_EMIT runReplaced();
  Q_EMIT statusChanged();
  timer_.start(interval_);
  poll();
  return true;
}

void SessionBridge::clear() {
  if (refuseWhileTraining(tr("A fresh start"))) return;
  timer_.stop();
  replaceRun();
  Q_EMIT runReplaced();
  Q_EMIT statusChanged();
  Q_EMIT stateChanged();
}

void SessionBridge::resume() {
  if (training()) session_->resume();
}

void SessionBridge::pause() {
  if (training()) session_->pause();
}

void SessionBridge::stepInterval() {
  if (training()) session_->stepInterval();
}

void SessionBridge::stop() {
  if (!training()) return;
  session_->stop();
  timer_.start(kStoppingMilliseconds);
  poll();  // who pressed the button sees at once that it was heard
}

void SessionBridge::requestCheckpoint() {
  if (training()) session_->requestCheckpoint();
}

quint64 SessionBridge::setParameter(const QString& key, const QString& value) {
  if (!training()) throw base::Error("No run is going on that could take a change.");
  return session_->setParameter(key.toStdString(), value.toStdString());
}

const run::History* SessionBridge::history() const {
  if (session_) return &session_->history();
  if (followed_) return &followed_->history();
  return nullptr;
}

void SessionBridge::poll() {
  // The record first: an acknowledgement belongs to the state that it led to.
  pollHistory();
  if (session_) pollSession();
  if (followed_) pollFollowed();
}

void SessionBridge::pollSession() {
  // Before the snapshot: a run that is said to rest shows where it rests.
  const run::Status now = session_->status();
  if (const auto newest = session_->snapshot(); newest && newest != snapshot_) {
    snapshot_ = newest;
    takeSnapshot(state_, *newest);
    Q_EMIT stateChanged();
  }
  const bool over = now == run::Status::stopped || now == run::Status::finished || now == run::Status::failed;
  const bool ended = over && session_->wait(std::chrono::milliseconds(0));
  if (now == status_ && ended == ended_ && !state_.status.isEmpty()) return;
  status_ = now;
  state_.status = text(run::statusName(now));
  state_.active = !ended;
  if (ended && !ended_) {
    // The worker's last rows and events came before its end: read them before anyone hears of it.
    pollHistory();
    timer_.stop();
  }
  ended_ = ended;
  Q_EMIT statusChanged();
  Q_EMIT stateChanged();
  if (ended && now == run::Status::failed) Q_EMIT failed(QString::fromStdString(session_->failure()));
  if (now == run::Status::paused && !session_->failure().empty()) {
    Q_EMIT failed(tr("The run paused: %1. Run tries again.").arg(QString::fromStdString(session_->failure())));
  }
}

void SessionBridge::pollFollowed() {
  const auto newest = followed_->report();
  if (!newest || newest == report_) return;
  const std::string problem = report_ ? report_->problem : std::string();
  const QString status = state_.status;
  report_ = newest;
  // The report comes after the rows that it sums up.
  pollHistory();
  if (!newest->summary.status.empty()) takeReport(state_, *newest);
  if (state_.total_steps > 0) {  // a run that was continued may have been given more
    state_.epochs = epochCount(followed_->configuration(), state_.total_steps);
  }
  takeLatest(state_, latest_);
  caught_up_ = true;
  if (state_.status != status) Q_EMIT statusChanged();
  Q_EMIT stateChanged();
  if (!newest->problem.empty() && newest->problem != problem) Q_EMIT failed(QString::fromStdString(newest->problem));
}

void SessionBridge::pollHistory() {
  const run::History* record = history();
  if (!record || record->revision() == revision_) return;
  revision_ = record->revision();
  latest_.update(*record);
  std::vector<run::Event> events;
  event_cursor_ = record->readEvents(event_cursor_, events);
  for (const run::Event& event : events) announce(event);
  Q_EMIT historyGrew();
}

void SessionBridge::announce(const run::Event& event) {
  const QString key = QString::fromStdString(event.key);
  const QString value = QString::fromStdString(event.new_value);
  if (event.kind == run::EventKind::checkpoint) {
    Q_EMIT checkpointWritten(event.real_steps);
  } else if (!session_) {
    return;  // a recorded change answers nobody
  } else if (event.kind == run::EventKind::parameter_applied) {
    Q_EMIT parameterApplied(event.ticket, key, value, event.real_steps);
  } else if (event.kind == run::EventKind::parameter_refused) {
    Q_EMIT parameterRefused(event.ticket, key, value, QString::fromStdString(event.text));
  }
}

}  // namespace bridge
