// The worker's pictures: rendering, what is told about them, recording.
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "ui/viewer/hud.h"
#include "ui/viewer/viewer_worker.h"

namespace viewer {
namespace {

using Seconds = std::chrono::duration<double>;

constexpr double kMeasuredOver = 0.5;  // seconds
constexpr int kHealthyPictures = 100;  // after which another fault of GL may be met with another try

}  // namespace

/// What stands still costs once, and what is kept is kept whole.
double ViewerWorker::scale() const { return recording_ || paused_ ? 1 : governor_.scale(); }

/// Of the view, or of the film at work.
QSize ViewerWorker::pixels(double scale, double* device_pixel_ratio) const {
  const QSizeF wanted = QSizeF(view_.size) * view_.device_pixel_ratio;
  const double shrink = std::min(
      {scale, SceneRenderer::kLargest.width() / wanted.width(), SceneRenderer::kLargest.height() / wanted.height()});
  *device_pixel_ratio = view_.device_pixel_ratio * shrink;
  return recording_ ? recording_->film->size() : (wanted * shrink).toSize();
}

QImage ViewerWorker::renderPicture(QSize size, double device_pixel_ratio) {
  if (!stage_view_) return renderer_->render(camera_, size, device_pixel_ratio);
  return stage_view_->render(camera_, size, device_pixel_ratio, side_by_side_, options_[ViewOption::traces]);
}

void ViewerWorker::showFrame(Clock::time_point now) {
  const double cpu_before = cpu_->seconds();
  const double glide = advance(now);
  pose();
  renderer_->setFixedCamera(fixed_camera_);
  renderer_->follow(tracks_, glide, jumps_);
  jumps_ = is_stale_ = false;
  double device_pixel_ratio = 1;
  const double drawn = scale();
  const QSize size = pixels(drawn, &device_pixel_ratio);
  QImage picture = renderPicture(size, device_pixel_ratio);
  gl_->requireHealth();
  const double cpu_seconds = cpu_->seconds() - cpu_before;
  if (drawn == governor_.scale()) governor_.note(cpu_seconds);
  measure(now, cpu_seconds);
  if (++pictures_since_load_ >= kHealthyPictures) has_retried_ = false;
  ++frames_sent_;
  if (recording_ && (stage_play_ || !paused_)) record(picture);
  send(std::move(picture), {});
  planNextFrame(now);
}

void ViewerWorker::planNextFrame(Clock::time_point now) {
  Clock::duration period = frame_period_;
  if (recording_) {
    period = stage_play_ ? Clock::duration::zero()
                         : std::chrono::duration_cast<Clock::duration>(Seconds(recording_->seconds));
  }
  period = std::max(period, std::chrono::duration_cast<Clock::duration>(Seconds(governor_.leastPeriod())));
  // A late picture does not make the next ones hurry.
  next_frame_ = std::max(next_frame_ + period, now + period / 2);
}

void ViewerWorker::measure(Clock::time_point now, double cpu_seconds) {
  ++frames_since_;
  cpu_since_ += cpu_seconds;
  if (picture_ms_ == 0) picture_ms_ = 1000 * cpu_seconds;
  const double seconds = Seconds(now - rate_since_).count();
  if (seconds < kMeasuredOver) return;
  frames_per_second_ = frames_since_ / seconds;
  picture_ms_ = 1000 * cpu_since_ / frames_since_;
  core_share_ = cpu_since_ / seconds;
  frames_since_ = 0;
  cpu_since_ = 0;
  rate_since_ = now;
}

PlayStatus ViewerWorker::status() const {
  PlayStatus status;
  status.speed = playback_.speed();
  status.measured_speed = playback_.measuredSpeed();
  status.frames_per_second = paused_ ? 0 : frames_per_second_;
  status.picture_ms = picture_ms_;
  status.paused = paused_;
  status.reduced_quality = gl_->isSoftware();
  status.scale = scale();
  status.core_share = paused_ ? 0 : core_share_;
  if (gl_->isSoftware() && governor_.isTraining()) status.ceiling = governor_.ceiling();
  if (const int body = renderer_->grip().body(); body > 0) status.selected = renderer_->bodyName(body);
  status.pulls = renderer_->grip().pulls();
  if (fixed_camera_ >= 0) status.camera = renderer_->fixedCameraName(fixed_camera_);
  if (stage_play_) {
    addStageStatus(status);
  } else {
    addLiveStatus(status);
  }
  return status;
}

void ViewerWorker::addLiveStatus(PlayStatus& status) const {
  const PolicyPlayer& player = live_->player();
  const env::Environment& environment = player.environment();
  status.task = QString::fromStdString(environment.name());
  status.step = live_->step();
  status.steps_back = live_->stepsBack();
  status.episode_seconds = status.step * environment.secondsPerStep();
  status.time_limit = environment.timeLimit();
  status.reward = live_->reward();
  status.episode_return = live_->returnSoFar();
  status.value = live_->value();
  status.last_return = player.lastReturn();
  status.sampled = sampled_;
  status.policy_step = player.hasPolicy() ? policy_step_ : -1;
  status.note = note_;
}

void ViewerWorker::addStageStatus(PlayStatus& status) const {
  status.is_stage = true;
  status.task = stage_->environment;
  status.title = stage_->title;
  status.step = stage_play_->step();
  status.episode_seconds = status.step * stage_->seconds_per_step;
  status.time_limit = lastStep(*stage_);
  status.reward = stage_play_->reward();
  status.episode_return = stage_play_->returnSoFar();
  status.value = stage_play_->value();
  status.last_return = std::nan("");
  status.side_by_side = side_by_side_;
  status.tracks = stage_view_->tracks();
}

void ViewerWorker::send(QImage image, const QString& problem) {
  auto frame = std::make_shared<ViewerFrame>();
  if (!image.isNull()) frame->status = status();
  frame->image = std::move(image);
  frame->problem = problem;
  frame->number = frames_sent_;
  frame->request = request_;
  frame->notice = notice_;
  frame->show_text = options_[ViewOption::text];
  if (recording_) {
    frame->film = {true, recording_->film->path(), recording_->film->pictures(), recording_->expected};
  }
  frames_.publish(std::move(frame));
  announce_();
}

/// Said with the next frame; a stand-still is redrawn for it.
void ViewerWorker::notify(Notice::Kind kind, const QString& text) {
  notice_ = {kind, text, notice_.number + 1};
  is_stale_ = true;
}

QImage ViewerWorker::withText(const QImage& picture, const QFont& font) const {
  if (!options_[ViewOption::text]) return picture;
  QImage copy = picture;
  QPainter painter(&copy);
  PlayStatus now = status();
  now.paused = false;  // a picture always stands still
  paintHud(painter, QRectF({0, 0}, copy.deviceIndependentSize()), font, calcHudText(now, false), now);
  return copy;
}

void ViewerWorker::record(const QImage& picture) {
  try {
    recording_->film->add(withText(picture, recording_->font));
    if (recording_->expected > 0 && recording_->film->pictures() >= recording_->expected) endRecording(true);
  } catch (const base::Error& error) {
    notify(Notice::Kind::error, QString::fromStdString(error.what()));
    recording_.reset();
  }
}

/// Throws base::Error when the film cannot be finished.
void ViewerWorker::endRecording(bool keep) {
  Recording ended = std::move(*recording_);
  recording_.reset();
  if (stage_play_) stage_play_->setStep(ended.from_step);
  beginTime();
  if (!keep || ended.film->pictures() == 0) {
    notify(Notice::Kind::done, QStringLiteral("The recording was cancelled; nothing was written."));
    return;
  }
  ended.film->finish();
  notify(Notice::Kind::done,
         QStringLiteral("Recorded %1 pictures: %2").arg(ended.film->pictures()).arg(ended.film->path()));
}

}  // namespace viewer
