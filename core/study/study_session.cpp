#include "study/study_session.h"

#include <exception>
#include <utility>

#include "base/thread_priority.h"

namespace study {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr auto kPublishInterval = 30ms;   // finer than any screen shows
constexpr double kFractionForEta = 0.01;  // before, an extrapolation says nothing

double secondsSince(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// The numerical library appends a stack trace to its messages, which says nothing to a person.
std::string sentence(const std::string& message) { return message.substr(0, message.find("\nException raised from")); }

}  // namespace

StudySession::StudySession(StudySettings settings, int niceness)
    : settings_(std::move(settings)), start_(Clock::now()) {
  validate(settings_);
  auto first = std::make_shared<StudySnapshot>();
  first->result = std::make_shared<StudyResult>();
  first->progress.policies = settings_.policies;
  snapshots_.publish(std::move(first));
  thread_ = std::thread([this, niceness] {
    base::lowerThreadPriority(niceness);
    run();
  });
}

StudySession::~StudySession() {
  cancel();
  thread_.join();
}

void StudySession::cancel() {
  cancel_asked_ = true;
  const std::lock_guard lock(mutex_);
  if (status_ == StudyStatus::running) status_ = StudyStatus::cancelling;
}

StudyStatus StudySession::status() const {
  const std::lock_guard lock(mutex_);
  return status_;
}

std::string StudySession::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

bool StudySession::wait(std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  return ended_condition_.wait_for(lock, timeout, [this] { return ended_; });
}

// The thread's top frame: whatever went wrong ends here, as a status.
void StudySession::run() {
  try {
    work();
  } catch (const std::exception& error) {
    end(StudyStatus::failed, sentence(error.what()));
  }
}

void StudySession::work() {
  GeneralisationStudy study(settings_);
  auto published = Clock::now();
  while (!study.finished() && !cancel_asked_) {
    const auto result = study.result();
    study.advance();
    if (result == study.result() && Clock::now() - published < kPublishInterval) continue;
    publish(study);
    published = Clock::now();
  }
  publish(study);
  end(study.finished() ? StudyStatus::finished : StudyStatus::cancelled);
}

void StudySession::publish(const GeneralisationStudy& study) {
  auto snapshot = std::make_shared<StudySnapshot>();
  snapshot->progress = study.progress();
  snapshot->wall_seconds = secondsSince(start_);
  const double fraction = snapshot->progress.fraction;
  if (fraction > kFractionForEta && fraction < 1)
    snapshot->eta_seconds = snapshot->wall_seconds * (1 - fraction) / fraction;
  snapshot->result = study.result();
  snapshots_.publish(std::move(snapshot));
}

void StudySession::end(StudyStatus status, const std::string& failure) {
  const std::lock_guard lock(mutex_);
  status_ = status;
  failure_ = failure;
  ended_ = true;
  ended_condition_.notify_all();
}

}  // namespace study
