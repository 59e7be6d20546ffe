#include "ui/viewer/viewer_worker.h"

#include <pthread.h>

#include <algorithm>

#include "base/error.h"
#include "base/thread_priority.h"

namespace viewer {
namespace {

using namespace std::chrono_literals;
using Seconds = std::chrono::duration<double>;

constexpr auto kFramePeriod = 33ms;       // 30 pictures per second, until somebody asks for another rate
constexpr auto kSteppingBudget = 15ms;    // per picture; what is beyond is dropped: a lower measured speed
constexpr double kLongestCatchUp = 0.25;  // seconds of wall time, after a hiccup
constexpr double kHoldAtEnd = 0.5;        // seconds for which an episode's last pose stays

}  // namespace

ViewerWorker::ViewerWorker(std::function<void()> announce)
    : announce_(std::move(announce)), frame_period_(kFramePeriod), thread_([this] { run(); }) {}

ViewerWorker::~ViewerWorker() {
  {
    const std::lock_guard lock(mutex_);
    stops_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void ViewerWorker::post(ViewerCommand command) {
  {
    const std::lock_guard lock(mutex_);
    inbox_.push_back(std::move(command));
  }
  wake_.notify_one();
}

void ViewerWorker::run() {
  pthread_setname_np(pthread_self(), "viewer");  // as profilers and the GL driver's threads show it
  base::lowerThreadPriority(base::kBackgroundNiceness);  // and of what the GL driver starts from here
  std::vector<ViewerCommand> commands;
  while (waitForWork(commands)) {
    try {
      work(commands);
    } catch (const std::exception& error) {
      survive(error);
    }
  }
  recording_.reset();
  unload();  // GL resources belong to this thread
  gl_.reset();
}

void ViewerWorker::work(const std::vector<ViewerCommand>& commands) {
  for (const ViewerCommand& command : commands) {
    std::visit([this](const auto& one) { apply(one); }, command);
  }
  if (load_is_due_ && view_.visible) load();
  const Clock::time_point now = Clock::now();
  if (wantsFrame() && now >= next_frame_) showFrame(now);
}

/// A fault in the middle of pictures may be the GL context's: it is made anew once. Another one is said in the pane.
void ViewerWorker::survive(const std::exception& error) {
  const QString reason = QString::fromStdString(error.what());
  const bool had_pictures = renderer_ && frames_sent_ > 0;
  if (recording_) {
    notify(Notice::Kind::error, QStringLiteral("The recording was given up, nothing was written: ") + reason);
    recording_.reset();
  }
  unload();
  gl_.reset();
  if (had_pictures && !has_retried_) {
    has_retried_ = load_is_due_ = is_stale_ = true;
    notify(Notice::Kind::warning, QStringLiteral("The 3D view was begun anew after a fault: ") + reason);
    post(SetView{view_});
    return;
  }
  send({}, QStringLiteral("3D view unavailable: ") + reason);
}

/// Sleeps until there are commands, the next picture is due, or the end: false.
bool ViewerWorker::waitForWork(std::vector<ViewerCommand>& commands) {
  commands.clear();
  std::unique_lock lock(mutex_);
  const auto has_work = [this] { return stops_ || !inbox_.empty(); };
  if (wantsFrame()) {
    wake_.wait_until(lock, next_frame_, has_work);
  } else {
    wake_.wait(lock, has_work);
  }
  commands.swap(inbox_);
  return !stops_;
}

bool ViewerWorker::wantsFrame() const {
  if (!renderer_ || !(stage_view_ || live_)) return false;
  return recording_ || (view_.visible && (!paused_ || is_stale_));
}

void ViewerWorker::load() {
  load_is_due_ = false;
  if (!stage_ && !live_) {
    live_.emplace(environment_);
    live_->player().setSampled(sampled_);
    live_->setPush([this](const env::BodyState& state) { return pullAt(state); });
    givePolicy();
  }
  if (!gl_) {
    gl_.emplace();
    cpu_.emplace();
    governor_.setSoftware(gl_->isSoftware());
  }
  const std::string wanted = stage_ ? stage_->environment.toStdString() : environment_;
  stage_view_.reset();
  if (!renderer_ || renderer_environment_ != wanted) {
    renderer_.reset();
    renderer_.emplace(*gl_, wanted);
    renderer_environment_ = wanted;
    renderer_->setOptions(options_);
    camera_ = renderer_->defaultCamera();
    fixed_camera_ = -1;
    tracks_ = true;
  }
  if (stage_) stage_view_.emplace(*renderer_, stage_);
  governor_.forget();
  jumps_ = is_stale_ = true;
  pictures_since_load_ = 0;
  beginTime();
}

void ViewerWorker::unload() {
  stage_view_.reset();
  renderer_.reset();
}

/// The time until now was not played.
void ViewerWorker::beginTime() {
  last_advance_ = next_frame_ = rate_since_ = Clock::now();
  frames_since_ = 0;
  cpu_since_ = 0;
  playback_.forgetMeasured();
}

void ViewerWorker::givePolicy() {
  note_.clear();
  if (!live_ || live_->player().setPolicy(policy_)) return;
  const env::Environment& environment = live_->player().environment();
  note_ = QStringLiteral("The policy takes %1 observations and gives %2 actions; %3 has %4 and %5.")
              .arg(policy_->observationSize())
              .arg(policy_->actionSize())
              .arg(QString::fromStdString(environment.name()))
              .arg(environment.observationSize())
              .arg(environment.actionSize());
}

/// Time goes on; returns the seconds by which the camera's glide goes on.
double ViewerWorker::advance(Clock::time_point now) {
  const double wall = recording_ ? recording_->seconds : Seconds(now - last_advance_).count();
  last_advance_ = now;
  if (stage_play_ && recording_) {
    const double seconds = recording_->film->pictures() * recording_->seconds * playback_.speed();
    stage_play_->setStep(seconds / stage_->seconds_per_step);
    return wall;
  }
  if (paused_) return 0;
  const double due = playback_.due(wall, kLongestCatchUp * playback_.speed());
  const double hold = kHoldAtEnd * playback_.speed();
  double reached = due;
  if (stage_play_) {
    stage_play_->advance(due, hold);
    paused_ = stage_play_->hasEnded();
  } else {
    reached = live_->advance(due, hold, [&] { return !recording_ && Clock::now() - now > kSteppingBudget; });
    jumps_ = live_->takeJump() || jumps_;
    noticeInstability();
  }
  playback_.note(wall, reached);
  return wall;
}

void ViewerWorker::pose() {
  if (stage_view_) {
    stage_view_->pose(stage_play_->step());
    return;
  }
  Appearance body;
  body.from = &live_->before();
  body.to = &live_->after();
  body.fraction = live_->fraction();
  renderer_->pose({&body, 1}, live_->player().action());
}

std::optional<std::pair<int, Wrench>> ViewerWorker::pullAt(const env::BodyState& state) {
  if (!renderer_ || !renderer_->grip().pulls()) return std::nullopt;
  Appearance body;
  body.from = body.to = &state;
  renderer_->pose({&body, 1});
  return std::pair(renderer_->grip().body(), renderer_->pull());
}

void ViewerWorker::noticeInstability() {
  const PolicyPlayer& player = live_->player();
  if (!player.isUnstable() || player.episodes() == unstable_episode_) return;
  unstable_episode_ = player.episodes();
  const bool was_pulled = renderer_->grip().pulls();
  renderer_->grip().release();
  notify(Notice::Kind::warning,
         was_pulled ? QStringLiteral("The physics became unstable under this pull; a new episode begins.")
                    : QStringLiteral("The physics became unstable: the episode ended, a new one begins."));
}

}  // namespace viewer
