#include "ui/viewer/viewer_worker.h"

#include <sys/resource.h>

#include <algorithm>

namespace viewer {
namespace {

using namespace std::chrono_literals;
using Seconds = std::chrono::duration<double>;

constexpr auto kFramePeriod = 33ms;            // 30 pictures per second, until somebody asks for another rate
constexpr double kLargestSoftwareShare = 0.5;  // of one core for pictures without a GPU: the trainer needs the rest
constexpr auto kSteppingBudget = 15ms;         // per picture; what is beyond is dropped: a lower measured speed
constexpr double kLongestCatchUp = 0.1;        // seconds of wall time, after a hiccup
constexpr double kHoldAtEnd = 0.5;             // seconds for which an episode's last pose stays
constexpr int kNiceness = 5;

/// On Linux a "process" of setpriority may be a thread: this one, and those that the GL driver starts from it.
void lowerPriority() { setpriority(PRIO_PROCESS, 0, kNiceness); }

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
  lowerPriority();
  std::vector<ViewerCommand> commands;
  while (waitForWork(commands)) {
    try {
      for (const ViewerCommand& command : commands) {
        std::visit([this](const auto& one) { apply(one); }, command);
      }
      if (load_is_due_ && view_.visible) load();
      const Clock::time_point now = Clock::now();
      if (wantsFrame() && now >= next_frame_) showFrame(now);
    } catch (const std::exception& error) {
      unload();
      report(QStringLiteral("3D view unavailable: ") + QString::fromStdString(error.what()));
    }
  }
  unload();  // GL resources belong to this thread
  gl_.reset();
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

bool ViewerWorker::wantsFrame() const { return view_.visible && renderer_ && player_ && (!paused_ || is_stale_); }

void ViewerWorker::load() {
  load_is_due_ = false;
  unload();
  player_.emplace(environment_);
  if (!gl_) gl_.emplace();
  renderer_.emplace(*gl_, environment_);
  camera_ = renderer_->defaultCamera();
  tracks_ = true;
  player_->setSampled(sampled_);
  givePolicy();
  beginEpisode();
  last_advance_ = next_frame_ = rate_since_ = Clock::now();
  frames_since_ = 0;
}

void ViewerWorker::unload() {
  renderer_.reset();
  player_.reset();
}

void ViewerWorker::givePolicy() {
  note_.clear();
  if (!player_ || player_->setPolicy(policy_)) return;
  const env::Environment& environment = player_->environment();
  note_ = QStringLiteral("The policy takes %1 observations and gives %2 actions; %3 has %4 and %5.")
              .arg(policy_->observationSize())
              .arg(policy_->actionSize())
              .arg(QString::fromStdString(environment.name()))
              .arg(environment.observationSize())
              .arg(environment.actionSize());
}

void ViewerWorker::beginEpisode() {
  before_ = after_ = player_->environment().bodyState();
  phase_ = 0;
  jumps_ = is_stale_ = true;
}

/// Simulates what is due. The picture lags the simulation by less than one step, so that it can lie between two states
/// and move evenly however long a step is.
void ViewerWorker::advance(Clock::time_point now) {
  const double wall = Seconds(now - last_advance_).count();
  last_advance_ = now;
  if (paused_) return;
  const double step = player_->environment().secondsPerStep();
  const double due = playback_.due(wall, kLongestCatchUp * playback_.speed());
  double dropped = 0;
  phase_ += due;
  const auto lasts = [&] {
    return player_->episodeHasEnded() ? std::max(step, kHoldAtEnd * playback_.speed()) : step;
  };
  while (phase_ >= lasts()) {
    if (Clock::now() - now > kSteppingBudget) {
      dropped = phase_ - step;
      phase_ = step;
      break;
    }
    phase_ -= lasts();
    const bool resets = player_->episodeHasEnded();
    player_->step();
    if (resets) {
      beginEpisode();
    } else {
      before_ = std::move(after_);
      after_ = player_->environment().bodyState();
    }
  }
  playback_.note(wall, due - std::max(dropped, 0.0));
}

void ViewerWorker::showFrame(Clock::time_point now) {
  const double since_last = paused_ ? 0 : Seconds(now - last_advance_).count();
  advance(now);
  const double step = player_->environment().secondsPerStep();
  renderer_->pose(before_, after_, std::min(1.0, phase_ / step));
  renderer_->follow(tracks_, since_last, jumps_);
  jumps_ = is_stale_ = false;

  const QSizeF wanted = QSizeF(view_.size) * view_.device_pixel_ratio;
  const double shrink = std::min({1.0, SceneRenderer::kLargest.width() / wanted.width(),
                                  SceneRenderer::kLargest.height() / wanted.height()});
  const Clock::time_point start = Clock::now();
  auto frame = std::make_shared<ViewerFrame>();
  frame->image = renderer_->render(camera_, (wanted * shrink).toSize());
  frame->image.setDevicePixelRatio(view_.device_pixel_ratio * shrink);
  measureFrameRate(now);
  frame->status = status();
  frame->number = ++frames_sent_;
  frames_.publish(std::move(frame));
  announce_();

  Clock::duration period = frame_period_;
  if (gl_->isSoftware()) {
    const auto cost = Seconds(Clock::now() - start) / kLargestSoftwareShare;
    period = std::max(period, std::chrono::duration_cast<Clock::duration>(cost));
  }
  // A late picture does not make the next ones hurry.
  next_frame_ = std::max(next_frame_ + period, now + period / 2);
}

void ViewerWorker::measureFrameRate(Clock::time_point now) {
  ++frames_since_;
  const double seconds = Seconds(now - rate_since_).count();
  if (seconds < 0.5) return;
  frames_per_second_ = frames_since_ / seconds;
  frames_since_ = 0;
  rate_since_ = now;
}

PlayStatus ViewerWorker::status() const {
  const env::Environment& environment = player_->environment();
  PlayStatus status;
  status.task = QString::fromStdString(environment.name());
  status.step = environment.stepsInEpisode();
  status.episode_seconds = status.step * environment.secondsPerStep();
  status.time_limit = environment.timeLimit();
  status.reward = player_->reward();
  status.episode_return = player_->returnSoFar();
  status.last_return = player_->lastReturn();
  status.speed = playback_.speed();
  status.measured_speed = playback_.measuredSpeed();
  status.frames_per_second = paused_ ? 0 : frames_per_second_;
  status.paused = paused_;
  status.sampled = sampled_;
  status.policy_step = player_->hasPolicy() ? policy_step_ : -1;
  status.reduced_quality = gl_->isSoftware();
  status.note = note_;
  return status;
}

void ViewerWorker::report(const QString& problem) {
  auto frame = std::make_shared<ViewerFrame>();
  frame->problem = problem;
  frame->number = frames_sent_;
  frames_.publish(std::move(frame));
  announce_();
}

void ViewerWorker::apply(const LoadEnvironment& command) {
  environment_ = command.name_or_path;
  policy_.reset();
  policy_step_ = -1;
  load_is_due_ = true;
}

void ViewerWorker::apply(const PlayPolicy& command) {
  policy_ = command.policy;
  policy_step_ = command.step;
  is_stale_ = true;
  givePolicy();
}

void ViewerWorker::apply(const SetPaused& command) {
  paused_ = command.paused;
  is_stale_ = true;
  playback_.forgetMeasured();
  last_advance_ = Clock::now();  // the time until now was not played
}

void ViewerWorker::apply(const SetSampled& command) {
  sampled_ = command.sampled;
  is_stale_ = true;
  if (player_) player_->setSampled(sampled_);
}

void ViewerWorker::apply(const SetSpeed& command) {
  playback_.setSpeed(command.speed);
  is_stale_ = true;
}

void ViewerWorker::apply(const SetFrameRate& command) {
  frame_period_ = std::chrono::duration_cast<Clock::duration>(1s) / std::clamp(command.per_second, 5, 60);
}

void ViewerWorker::apply(const ResetEpisode&) {
  if (!player_) return;
  player_->reset();
  beginEpisode();
}

void ViewerWorker::apply(const SetView& command) {
  if (command.visible && !view_.visible) {
    last_advance_ = next_frame_ = rate_since_ = Clock::now();
    frames_since_ = 0;
    playback_.forgetMeasured();
  }
  view_ = command;
  is_stale_ = true;
}

void ViewerWorker::apply(const Orbit& command) {
  camera_ = orbited(camera_, command.right, command.down);
  is_stale_ = true;
}

void ViewerWorker::apply(const Pan& command) {
  if (!renderer_) return;
  camera_ = panned(camera_, command.right, command.down, renderer_->fovy());
  is_stale_ = true;
}

void ViewerWorker::apply(const Zoom& command) {
  camera_ = zoomed(camera_, command.notches);
  is_stale_ = true;
}

void ViewerWorker::apply(const CentreOn& command) {
  if (!renderer_) return;
  if (const std::optional<Point> target = renderer_->pick(command.x, command.y)) {
    camera_ = lookingAt(camera_, renderer_->followed(), *target);
  }
  is_stale_ = true;
}

void ViewerWorker::apply(const ResetCamera&) {
  if (!renderer_) return;
  camera_ = renderer_->defaultCamera();
  tracks_ = jumps_ = is_stale_ = true;
}

void ViewerWorker::apply(const LetGoOfBody&) { tracks_ = false; }

}  // namespace viewer
