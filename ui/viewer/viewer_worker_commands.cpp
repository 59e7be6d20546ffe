// What the worker does with each command.
#include <algorithm>

#include "base/error.h"
#include "ui/viewer/stage_film.h"
#include "ui/viewer/viewer_worker.h"

namespace viewer {

using namespace std::chrono_literals;

void ViewerWorker::apply(const LoadEnvironment& command) {
  environment_ = command.name_or_path;
  policy_.reset();
  policy_step_ = -1;
  live_.reset();
  if (stage_) return;
  unload();  // the file may be another one under the same name
  has_retried_ = false;
  load_is_due_ = true;
}

void ViewerWorker::apply(const PlayPolicy& command) {
  policy_ = command.policy;
  policy_step_ = command.step;
  is_stale_ = true;
  givePolicy();
}

void ViewerWorker::apply(const ShowStage& command) {
  if (recording_) endRecording(false);
  stage_ = command.stage;
  request_ = command.request;
  stage_view_.reset();
  stage_play_.reset();
  if (stage_) {
    stage_play_.emplace(stage_);
    stage_play_->setLoop(loops_);
  }
  has_retried_ = false;
  load_is_due_ = stage_ || !environment_.empty();
  if (!load_is_due_) unload();
  is_stale_ = true;
}

void ViewerWorker::apply(const SetStep& command) {
  request_ = command.request;
  if (stage_play_) stage_play_->setStep(command.step);
  is_stale_ = true;
}

void ViewerWorker::apply(const StepOnce& command) {
  if (stage_ || !live_) return;
  if (command.forward) {
    live_->stepForward();
    jumps_ = live_->takeJump() || jumps_;
    if (renderer_) noticeInstability();
  } else {
    live_->stepBack();
  }
  is_stale_ = true;
}

void ViewerWorker::apply(const SetLoop& command) {
  loops_ = command.loops;
  if (stage_play_) stage_play_->setLoop(loops_);
}

void ViewerWorker::apply(const SetSideBySide& command) {
  side_by_side_ = command.side_by_side;
  is_stale_ = true;
}

void ViewerWorker::apply(const SetPaused& command) {
  request_ = command.request;
  if (paused_ && !command.paused && stage_play_ && stage_play_->isAtEnd()) {
    stage_play_->setStep(0);
    jumps_ = true;
  }
  paused_ = command.paused;
  is_stale_ = true;
  playback_.forgetMeasured();
  last_advance_ = Clock::now();  // the time until now was not played
}

void ViewerWorker::apply(const SetSampled& command) {
  sampled_ = command.sampled;
  is_stale_ = true;
  if (live_) live_->player().setSampled(sampled_);
}

void ViewerWorker::apply(const SetSpeed& command) {
  playback_.setSpeed(command.speed);
  is_stale_ = true;
}

void ViewerWorker::apply(const SetFrameRate& command) {
  frame_period_ = std::chrono::duration_cast<Clock::duration>(1s) / std::clamp(command.per_second, 5, 60);
}

void ViewerWorker::apply(const SetTraining& command) {
  governor_.setTraining(command.training);
  is_stale_ = true;
}

/// After a problem it is also how one asks for another try.
void ViewerWorker::apply(const ResetEpisode&) {
  if (!renderer_) load_is_due_ = stage_ || !environment_.empty();
  if (stage_play_) {
    stage_play_->setStep(0);
    jumps_ = true;
  } else if (live_) {
    live_->reset();
    jumps_ = live_->takeJump();
  }
  is_stale_ = true;
}

void ViewerWorker::apply(const SetView& command) {
  if (command.visible && !view_.visible) beginTime();
  view_ = command;
  is_stale_ = true;
}

void ViewerWorker::apply(const SetOptions& command) {
  options_ = command.options;
  if (renderer_) renderer_->setOptions(options_);
  is_stale_ = true;
}

void ViewerWorker::apply(const Orbit& command) {
  fixed_camera_ = -1;
  camera_ = orbited(camera_, command.right, command.down);
  is_stale_ = true;
}

void ViewerWorker::apply(const Pan& command) {
  if (!renderer_) return;
  fixed_camera_ = -1;
  camera_ = panned(camera_, command.right, command.down, renderer_->fovy());
  is_stale_ = true;
}

void ViewerWorker::apply(const Zoom& command) {
  fixed_camera_ = -1;
  camera_ = zoomed(camera_, command.notches);
  is_stale_ = true;
}

std::optional<Pick> ViewerWorker::pickAt(double x, double y) {
  if (!renderer_ || !(stage_view_ || live_)) return std::nullopt;
  double ratio = 1;
  QPointF place(x, y);
  pose();
  if (stage_view_) {
    place = stage_view_->aim(camera_, pixels(1, &ratio), side_by_side_, place);
  } else {
    renderer_->aim(camera_, pixels(1, &ratio));
  }
  return renderer_->pick(place.x(), place.y());
}

void ViewerWorker::apply(const CentreOn& command) {
  if (const std::optional<Pick> target = pickAt(command.x, command.y)) {
    fixed_camera_ = -1;
    camera_ = lookingAt(camera_, renderer_->followed(), target->point);
  }
  is_stale_ = true;
}

void ViewerWorker::apply(const FollowBody& command) {
  const std::optional<Pick> target = pickAt(command.x, command.y);
  if (!target || target->body <= 0) return;
  renderer_->followBody(target->body);
  fixed_camera_ = -1;
  camera_.offset = {};
  tracks_ = jumps_ = is_stale_ = true;
  if (stage_view_) stage_view_->calcPaths();
}

void ViewerWorker::apply(const ResetCamera&) {
  if (!renderer_) return;
  renderer_->followTaskBody();
  camera_ = renderer_->defaultCamera();
  fixed_camera_ = -1;
  tracks_ = jumps_ = is_stale_ = true;
  if (stage_view_) stage_view_->calcPaths();
}

void ViewerWorker::apply(const LetGoOfBody&) {
  tracks_ = false;
  fixed_camera_ = -1;
  is_stale_ = true;
}

void ViewerWorker::apply(const TurnToCamera& command) {
  if (!renderer_) return;
  const int cameras = renderer_->fixedCameraCount() + 1;  // −1 is the free one
  fixed_camera_ = (fixed_camera_ + 1 + command.by + cameras) % cameras - 1;
  is_stale_ = true;
}

void ViewerWorker::apply(const SelectBody& command) {
  const std::optional<Pick> target = pickAt(command.x, command.y);
  if (!renderer_) return;
  renderer_->select(target.value_or(Pick{}));
  is_stale_ = true;
}

void ViewerWorker::apply(const BeginPull& command) {
  if (!renderer_ || !(stage_view_ || live_) || renderer_->grip().body() <= 0) return;
  if (stage_view_) {
    notify(Notice::Kind::warning, QStringLiteral("Recorded bodies cannot be pulled at; only the live policy's can."));
    return;
  }
  pickAt(0.5, 0.5);  // the pull begins at the body as the picture shows it
  renderer_->beginPull(command.pull);
  is_stale_ = true;
}

void ViewerWorker::apply(const MovePull& command) {
  if (!renderer_ || !renderer_->grip().pulls()) return;
  renderer_->movePull(command.right, command.down, command.sideways);
  is_stale_ = true;
}

void ViewerWorker::apply(const EndPull&) {
  if (renderer_) renderer_->grip().release();
  is_stale_ = true;
}

void ViewerWorker::apply(const SavePicture& command) {
  if (!renderer_ || !(stage_view_ || live_)) {
    notify(Notice::Kind::error, QStringLiteral("There is no picture to save."));
    return;
  }
  try {
    double ratio = 1;
    const QSize size = pixels(1, &ratio);
    pose();
    savePicture(withText(renderPicture(size, ratio), command.font), command.path);
    notify(Notice::Kind::done, QStringLiteral("Saved %1").arg(command.path));
  } catch (const base::Error& error) {
    notify(Notice::Kind::error, QString::fromStdString(error.what()));
  }
}

void ViewerWorker::apply(const BeginFilm& command) {
  if (recording_) return;
  if (!renderer_ || !(stage_view_ || live_)) {
    notify(Notice::Kind::error, QStringLiteral("There is nothing to record."));
    return;
  }
  try {
    double ratio = 1;
    const QSize size = pixels(1, &ratio);
    Recording recording{std::make_unique<Film>(command.path, size, command.per_second), command.font,
                        1.0 / command.per_second};
    if (stage_play_ && stage_->seconds_per_step > 0) {
      recording.expected = pictureCount(*stage_, command.per_second, playback_.speed());
      recording.from_step = stage_play_->step();
      jumps_ = true;
    }
    recording_ = std::move(recording);
    next_frame_ = Clock::now();
  } catch (const base::Error& error) {
    notify(Notice::Kind::error, QString::fromStdString(error.what()));
  }
}

void ViewerWorker::apply(const EndFilm& command) {
  if (!recording_) return;
  try {
    endRecording(command.keep);
  } catch (const base::Error& error) {
    notify(Notice::Kind::error, QString::fromStdString(error.what()));
  }
}

}  // namespace viewer
