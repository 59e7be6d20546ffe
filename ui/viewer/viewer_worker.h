#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "base/mailbox.h"
#include "ui/viewer/cpu_meter.h"
#include "ui/viewer/film.h"
#include "ui/viewer/frame_governor.h"
#include "ui/viewer/live_play.h"
#include "ui/viewer/playback.h"
#include "ui/viewer/scene_renderer.h"
#include "ui/viewer/stage_play.h"
#include "ui/viewer/stage_view.h"
#include "ui/viewer/viewer_commands.h"
#include "ui/viewer/viewer_frame.h"

namespace viewer {

/// The thread that plays, renders and records. It owns the GL context, the environment, the renderer; commands come in by
/// `post`, finished frames go out by a mailbox, each followed by a call of `announce` on the worker's thread. It waits on
/// a condition variable, never sleeps, and does nothing at all while the view is hidden or nothing changes.
///
/// Its procedures are in three sources: viewer_worker.cpp (the loop, loading, playing), viewer_worker_picture.cpp
/// (pictures, what is told about them, recording) and viewer_worker_commands.cpp.
class ViewerWorker {
 public:
  explicit ViewerWorker(std::function<void()> announce);
  ~ViewerWorker();  ///< joins; takes at most one frame
  ViewerWorker(const ViewerWorker&) = delete;
  ViewerWorker& operator=(const ViewerWorker&) = delete;

  void post(ViewerCommand command);                    ///< any thread
  std::shared_ptr<const ViewerFrame> latest() const { return frames_.latest(); }  ///< any thread

 private:
  using Clock = std::chrono::steady_clock;
  struct Recording {
    std::unique_ptr<Film> film;
    QFont font;
    double seconds = 1.0 / 30;  // between two pictures
    int expected = 0;           // 0: until it is stopped
    double from_step = 0;       // of the stage, to come back to
  };

  void run();
  bool waitForWork(std::vector<ViewerCommand>& commands);
  void work(const std::vector<ViewerCommand>& commands);
  void survive(const std::exception& error);
  bool wantsFrame() const;
  void load();
  void unload();
  void givePolicy();
  void beginTime();
  double advance(Clock::time_point now);
  void pose();
  std::optional<std::pair<int, Wrench>> pullAt(const env::BodyState& state);
  void noticeInstability();

  void showFrame(Clock::time_point now);
  QImage renderPicture(QSize pixels, double device_pixel_ratio);
  void planNextFrame(Clock::time_point now);
  void measure(Clock::time_point now, double cpu_seconds);
  double scale() const;
  QSize pixels(double scale, double* device_pixel_ratio) const;
  PlayStatus status() const;
  void addLiveStatus(PlayStatus& status) const;
  void addStageStatus(PlayStatus& status) const;
  void send(QImage image, const QString& problem);
  void notify(Notice::Kind kind, const QString& text);
  QImage withText(const QImage& picture, const QFont& font) const;
  void record(const QImage& picture);
  void endRecording(bool keep);
  std::optional<Pick> pickAt(double x, double y);

  void apply(const LoadEnvironment& command);
  void apply(const PlayPolicy& command);
  void apply(const ShowStage& command);
  void apply(const SetStep& command);
  void apply(const StepOnce& command);
  void apply(const SetLoop& command);
  void apply(const SetSideBySide& command);
  void apply(const SetPaused& command);
  void apply(const SetSampled& command);
  void apply(const SetSpeed& command);
  void apply(const SetFrameRate& command);
  void apply(const SetTraining& command);
  void apply(const ResetEpisode& command);
  void apply(const SetView& command);
  void apply(const SetOptions& command);
  void apply(const Orbit& command);
  void apply(const Pan& command);
  void apply(const Zoom& command);
  void apply(const CentreOn& command);
  void apply(const FollowBody& command);
  void apply(const ResetCamera& command);
  void apply(const LetGoOfBody& command);
  void apply(const TurnToCamera& command);
  void apply(const SelectBody& command);
  void apply(const BeginPull& command);
  void apply(const MovePull& command);
  void apply(const EndPull& command);
  void apply(const SavePicture& command);
  void apply(const BeginFilm& command);
  void apply(const EndFilm& command);

  const std::function<void()> announce_;
  base::Mailbox<ViewerFrame> frames_;

  // Shared with the window.
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<ViewerCommand> inbox_;  // guarded by mutex_
  bool stops_ = false;                // guarded by mutex_

  // What was asked for.
  std::string environment_;
  std::shared_ptr<const agent::FrozenPolicy> policy_;
  qint64 policy_step_ = -1, request_ = 0;
  std::shared_ptr<const Stage> stage_;
  bool paused_ = false, sampled_ = false, loops_ = false, side_by_side_ = false;
  ViewOptions options_;
  SetView view_;

  // What plays. A stage stands before the live episode, which waits.
  std::optional<GlContext> gl_;
  std::optional<CpuMeter> cpu_;            // comes and goes with gl_
  std::optional<SceneRenderer> renderer_;  // after gl_: goes first
  std::string renderer_environment_;
  std::optional<LivePlay> live_;
  std::optional<StagePlay> stage_play_;
  std::optional<StageView> stage_view_;    // after renderer_
  std::optional<Recording> recording_;
  bool load_is_due_ = false;
  bool has_retried_ = false;               // after a fault of GL
  int pictures_since_load_ = 0;
  qint64 unstable_episode_ = -1;           // that was told about
  QString note_;

  Camera camera_;
  int fixed_camera_ = -1;
  bool tracks_ = true;
  Playback playback_;
  bool jumps_ = true, is_stale_ = true;    // new episode; the picture is not what it should be
  Clock::duration frame_period_;
  Clock::time_point next_frame_{}, last_advance_{}, rate_since_{};
  FrameGovernor governor_;
  int frames_since_ = 0;
  double cpu_since_ = 0, frames_per_second_ = 0, picture_ms_ = 0, core_share_ = 0;
  qint64 frames_sent_ = 0;
  Notice notice_;

  std::thread thread_;  // last: starts when everything above is there
};

}  // namespace viewer
