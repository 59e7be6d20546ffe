#include "ui/rollouts/inspector.h"

#include <utility>

#include "base/error.h"

namespace rollouts {
namespace {

constexpr int kPollMilliseconds = 50;
constexpr int kRefreshMilliseconds = 2000;  // a run that goes on: an episode comes every few seconds at most

/// Takes the newer value; true when it is another one.
template <class Value>
bool take(std::shared_ptr<const Value>& held, std::shared_ptr<const Value> newest) {
  return std::exchange(held, newest) != newest;
}

}  // namespace

Inspector::Inspector(QObject* parent) : QObject(parent) {
  timer_.setInterval(kPollMilliseconds);
  refresh_.setInterval(kRefreshMilliseconds);
  connect(&timer_, &QTimer::timeout, this, &Inspector::poll);
  connect(&refresh_, &QTimer::timeout, this, [this] {
    if (active_ && !busy_) refresh();
  });
}

Inspector::~Inspector() = default;

void Inspector::setRun(const QString& directory, bool active) {
  const bool ended = std::exchange(active_, active) && !active;
  if (run_ == directory) {
    if (ended) refresh();  // its last episodes and its last model
    return;
  }
  run_ = directory;
  session_.reset();
  comparison_.reset();
  view_.reset();
  episodes_.reset();
  problem_.clear();
  busy_ = false;
  Q_EMIT runReplaced();
  if (watched_) open();
}

void Inspector::setWatched(bool watched) {
  watched_ = watched;
  if (!watched) {
    timer_.stop();
    refresh_.stop();
    return;
  }
  open();
  timer_.start();
  refresh_.start();
}

void Inspector::open() {
  if (run_.isEmpty()) return;
  try {
    if (!session_) session_ = std::make_unique<inspect::InspectSession>(run_.toStdString());
    session_->refresh();
  } catch (const base::Error& error) {
    problem_ = QString::fromUtf8(error.what());
    Q_EMIT problemChanged(problem_);
  }
}

bool Inspector::ask(const inspect::ComparisonSpec& spec) {
  if (!session_) return false;
  session_->ask(spec);
  poll();
  return true;
}

void Inspector::refresh() {
  if (session_) session_->refresh();
}

void Inspector::poll() {
  if (!session_) return;
  // Busy and problem before the answers: what is told as done is there.
  const bool busy = session_->busy();
  const QString problem = QString::fromStdString(session_->problem());
  if (take(episodes_, session_->episodes())) Q_EMIT episodesChanged();
  if (take(comparison_, session_->latest())) Q_EMIT comparisonChanged();
  if (take(view_, session_->trainingView())) Q_EMIT trainingViewChanged();
  if (std::exchange(problem_, problem) != problem) Q_EMIT problemChanged(problem_);
  if (std::exchange(busy_, busy) != busy) Q_EMIT busyChanged(busy_);
}

}  // namespace rollouts
