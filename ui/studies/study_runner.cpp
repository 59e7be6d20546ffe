#include "ui/studies/study_runner.h"

#include <utility>

#include "base/error.h"
#include "base/thread_priority.h"

namespace studies {
namespace {

constexpr int kPollMilliseconds = 50;

}  // namespace

StudyRunner::StudyRunner(QObject* parent) : QObject(parent) {
  timer_.setInterval(kPollMilliseconds);
  connect(&timer_, &QTimer::timeout, this, &StudyRunner::poll);
}

StudyRunner::~StudyRunner() = default;

bool StudyRunner::start(const study::StudySettings& settings) {
  if (running()) return false;
  try {
    session_ = std::make_unique<study::StudySession>(settings, base::kBackgroundNiceness);
  } catch (const base::Error& error) {
    Q_EMIT failed(QString::fromUtf8(error.what()));
    return false;
  }
  last_status_ = study::StudyStatus::running;
  snapshot_ = session_->snapshot();
  timer_.start();
  Q_EMIT statusChanged();
  Q_EMIT progressed();
  Q_EMIT resultGrew();
  return true;
}

void StudyRunner::cancel() {
  if (!session_) return;
  session_->cancel();
  Q_EMIT statusChanged();
}

void StudyRunner::poll() {
  const bool ended = session_->wait(std::chrono::milliseconds(0));  // before the snapshot: then it is the last
  const auto earlier = std::exchange(snapshot_, session_->snapshot());
  if (snapshot_ != earlier) Q_EMIT progressed();
  if (snapshot_->result != earlier->result) Q_EMIT resultGrew();
  if (!ended) return;
  timer_.stop();
  last_status_ = session_->status();
  const QString failure = QString::fromStdString(session_->failure());
  session_.reset();
  Q_EMIT statusChanged();
  if (last_status_ == study::StudyStatus::failed) Q_EMIT failed(failure);
}

}  // namespace studies
