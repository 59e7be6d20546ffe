#pragma once

#include <QObject>
#include <QTimer>
#include <memory>
#include <optional>

#include "run/session.h"
#include "ui/bridge/followed_run.h"
#include "ui/bridge/latest_values.h"
#include "ui/bridge/run_state.h"

namespace bridge {

/// The window's one door to training. Owns a run::Session (our own run) or a FollowedRun (a directory's), polls it from
/// the GUI thread every 50 ms and says what changed; it never waits for the trainer and never sends a signal per
/// sample: whoever draws reads the append-only history with its own cursors.
///
/// A run ends asynchronously: `stop` asks, `statusChanged` tells. Only the destructor waits (for the checkpoint).
class SessionBridge : public QObject {
  Q_OBJECT

 public:
  explicit SessionBridge(QObject* parent = nullptr);
  ~SessionBridge() override;

  /// Starts (or, with options.resume, continues) a run of our own. False and `failed` when it cannot.
  bool start(run::SessionOptions options);
  /// Shows a directory's run instead. False and `failed` when it is none. Refused while our own run is going on.
  bool open(const std::filesystem::path& directory, bool example = false);
  /// Lets go of an ended or recorded run: back to an empty window.
  void clear();

  void resume();
  void pause();
  void stepInterval();
  void stop();
  void requestCheckpoint();
  /// Posts a live change to our own run; throws base::Error when it is not allowed. The ticket comes back in
  /// `parameterApplied` or `parameterRefused`.
  quint64 setParameter(const QString& key, const QString& value);

  /// Our own worker exists and has not ended.
  bool training() const { return session_ != nullptr && !ended_; }
  run::Status status() const { return status_; }
  const RunState& state() const { return state_; }
  const LatestValues& latest() const { return latest_; }
  /// Null when there is no run.
  const run::History* history() const;
  /// How often it looks for news, 2 … 20 times a second: what the window costs at rest.
  void setUpdatesPerSecond(int rate);
  /// True once everything that a recorded run holds has been read.
  bool caughtUp() const { return caught_up_; }

 Q_SIGNALS:
  void runReplaced();      ///< another run, or none: cursors start again at 0
  void stateChanged();     ///< `state` has new numbers
  void statusChanged();    ///< running, paused, stopping, ended
  void historyGrew();
  void parameterApplied(quint64 ticket, const QString& key, const QString& new_value, qint64 step);
  void parameterRefused(quint64 ticket, const QString& key, const QString& value, const QString& reason);
  void checkpointWritten(qint64 step);
  void failed(const QString& message);

 private:
  bool refuseWhileTraining(const QString& what);
  void replaceRun();
  void poll();
  void pollSession();
  void pollFollowed();
  void pollHistory();
  void announce(const run::Event& event);

  QTimer timer_;
  int interval_ = 0;  ///< milliseconds between two looks, while nobody waits for the end
  std::unique_ptr<run::Session> session_;
  std::unique_ptr<FollowedRun> followed_;
  std::shared_ptr<const mbpo::Snapshot> snapshot_;
  std::shared_ptr<const FollowedRun::Report> report_;
  run::Status status_ = run::Status::stopped;
  RunState state_;
  LatestValues latest_;
  std::uint64_t revision_ = 0;
  std::size_t event_cursor_ = 0;
  bool ended_ = true;
  bool caught_up_ = false;
};

}  // namespace bridge
