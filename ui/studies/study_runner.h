#pragma once

#include <QObject>
#include <QTimer>
#include <memory>

#include "study/study_session.h"

namespace studies {

/// The window's door to a study: owns its worker, looks at it every 50 ms and says what changed. Never waits for it but
/// in the destructor, for one unit of work.
class StudyRunner : public QObject {
  Q_OBJECT

 public:
  explicit StudyRunner(QObject* parent = nullptr);
  ~StudyRunner() override;

  /// Starts one; an earlier one's result goes. False and `failed` when it cannot.
  bool start(const study::StudySettings& settings);
  void cancel();

  /// A worker exists and has not ended.
  bool running() const { return session_ != nullptr; }
  bool cancelling() const { return session_ != nullptr && session_->status() == study::StudyStatus::cancelling; }
  study::StudyStatus lastStatus() const { return last_status_; }  ///< how the last one ended; running while one goes on
  /// Null before the first.
  std::shared_ptr<const study::StudySnapshot> snapshot() const { return snapshot_; }

 Q_SIGNALS:
  void progressed();  ///< another snapshot
  void resultGrew();  ///< … with another result
  void statusChanged();
  void failed(const QString& message);

 private:
  void poll();

  QTimer timer_;
  std::unique_ptr<study::StudySession> session_;
  std::shared_ptr<const study::StudySnapshot> snapshot_;
  study::StudyStatus last_status_ = study::StudyStatus::cancelled;
};

}  // namespace studies
