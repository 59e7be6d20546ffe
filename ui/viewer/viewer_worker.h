#pragma once

#include <QSize>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <variant>
#include <vector>

#include "base/mailbox.h"
#include "ui/viewer/playback.h"
#include "ui/viewer/policy_player.h"
#include "ui/viewer/scene_renderer.h"
#include "ui/viewer/viewer_frame.h"

namespace viewer {

// What the window may ask of the worker.
struct LoadEnvironment { std::string name_or_path; };
struct PlayPolicy { std::shared_ptr<const agent::FrozenPolicy> policy; qint64 step = -1; };
struct SetPaused { bool paused = false; };
struct SetSampled { bool sampled = false; };
struct SetSpeed { double speed = 1; };
struct SetFrameRate { int per_second = 30; };  ///< at most
struct ResetEpisode {};
struct SetView { QSize size; double device_pixel_ratio = 1; bool visible = false; };  ///< size in logical pixels
struct Orbit { double right = 0, down = 0; };  ///< fractions of the view's height
struct Pan { double right = 0, down = 0; };
struct Zoom { double notches = 0; };
struct CentreOn { double x = 0, y = 0; };      ///< fractions of the view, y down
struct ResetCamera {};
struct LetGoOfBody {};                         ///< the camera stops following
using ViewerCommand = std::variant<LoadEnvironment, PlayPolicy, SetPaused, SetSampled, SetSpeed, SetFrameRate, ResetEpisode, SetView,
                                   Orbit, Pan, Zoom, CentreOn, ResetCamera, LetGoOfBody>;

/// The thread that plays and renders. It owns the GL context, the environment, the renderer; commands come in by `post`,
/// finished frames go out by a mailbox, each followed by a call of `announce` on the worker's thread. It waits on a
/// condition variable, never sleeps, and does nothing at all while the view is hidden or nothing changes.
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

  void run();
  bool waitForWork(std::vector<ViewerCommand>& commands);
  bool wantsFrame() const;
  void load();
  void advance(Clock::time_point now);
  void showFrame(Clock::time_point now);
  void measureFrameRate(Clock::time_point now);
  PlayStatus status() const;
  void report(const QString& problem);
  void unload();

  void apply(const LoadEnvironment& command);
  void apply(const PlayPolicy& command);
  void apply(const SetPaused& command);
  void apply(const SetSampled& command);
  void apply(const SetSpeed& command);
  void apply(const SetFrameRate& command);
  void apply(const ResetEpisode& command);
  void apply(const SetView& command);
  void apply(const Orbit& command);
  void apply(const Pan& command);
  void apply(const Zoom& command);
  void apply(const CentreOn& command);
  void apply(const ResetCamera& command);
  void apply(const LetGoOfBody& command);
  void beginEpisode();
  void givePolicy();

  const std::function<void()> announce_;
  base::Mailbox<ViewerFrame> frames_;

  // Shared with the window.
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<ViewerCommand> inbox_;  // guarded by mutex_
  bool stops_ = false;                // guarded by mutex_

  // The worker's own.
  std::string environment_;
  std::shared_ptr<const agent::FrozenPolicy> policy_;
  qint64 policy_step_ = -1;
  bool load_is_due_ = false, paused_ = false, sampled_ = false, tracks_ = true;
  SetView view_;
  std::optional<GlContext> gl_;
  std::optional<SceneRenderer> renderer_;  // after gl_: goes first
  std::optional<PolicyPlayer> player_;
  QString note_;
  Camera camera_;
  Playback playback_;
  env::BodyState before_, after_;          // the picture lies between them
  double phase_ = 0;                       // simulated seconds since before_
  bool jumps_ = true, is_stale_ = true;    // new episode; the picture is not what it should be
  Clock::duration frame_period_;
  Clock::time_point next_frame_{}, last_advance_{}, rate_since_{};
  int frames_since_ = 0;
  double frames_per_second_ = 0;
  qint64 frames_sent_ = 0;

  std::thread thread_;  // last: starts when everything above is there
};

}  // namespace viewer
