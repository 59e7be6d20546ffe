#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "base/mailbox.h"
#include "study/generalisation_study.h"
#include "study/study_result.h"
#include "study/study_settings.h"

namespace study {

enum class StudyStatus { running, cancelling, cancelled, finished, failed };

/// What a study looks like at one moment.
struct StudySnapshot {
  StudyProgress progress;
  double wall_seconds = 0;
  double eta_seconds = 0;                     ///< estimated from the fraction done; 0: not known yet
  std::shared_ptr<const StudyResult> result;  ///< never null; partial while it goes on, and after a cancel
};

/// A study on its own worker thread, beside whatever else the process does. All members may be called from one
/// controlling thread; none of them waits for the work except the destructor and `wait`.
class StudySession {
 public:
  /// Checks the settings (throws base::Error) and starts. `niceness` is the worker's (`base/thread_priority.h`).
  explicit StudySession(StudySettings settings, int niceness = 0);
  /// Cancels and waits for the present unit of work.
  ~StudySession();
  StudySession(const StudySession&) = delete;
  StudySession& operator=(const StudySession&) = delete;

  /// Ends after the present unit of work (tens of milliseconds); what is measured stays.
  void cancel();

  StudyStatus status() const;
  std::string failure() const;                   ///< why, when status is failed
  bool wait(std::chrono::milliseconds timeout);  ///< true once the worker has ended
  std::shared_ptr<const StudySnapshot> snapshot() const { return snapshots_.latest(); }  ///< never null

 private:
  void run();
  void work();
  void publish(const GeneralisationStudy& study);
  void end(StudyStatus status, const std::string& failure = {});

  StudySettings settings_;
  const std::chrono::steady_clock::time_point start_;
  std::atomic<bool> cancel_asked_{false};
  base::Mailbox<StudySnapshot> snapshots_;
  mutable std::mutex mutex_;
  std::condition_variable ended_condition_;
  StudyStatus status_ = StudyStatus::running;  // guarded by mutex_, as the two below
  std::string failure_;
  bool ended_ = false;
  std::thread thread_;  // the last member: it uses all others
};

}  // namespace study
