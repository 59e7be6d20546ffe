#include "ui/viewer/viewer_pane.h"

#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/viewer/hud.h"
#include "ui/viewer/viewer_pane_parts.h"

namespace viewer {

ViewerPane::ViewerPane(QWidget* parent) : QWidget(parent), parts_(std::make_unique<Parts>()) {
  parts_->viewport = new Viewport(this);
  parts_->strip = new NoticeStrip(this);
  parts_->bar = new TransportBar(this);
  parts_->menu = new ViewMenu(this);
  parts_->bar->setMenu(parts_->menu);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(parts_->viewport, 1);
  column->addWidget(parts_->strip);
  column->addWidget(parts_->bar);
  setFocusProxy(parts_->viewport);
  parts_->worker = std::make_unique<ViewerWorker>([this] {
    if (parts_->frame_is_announced.exchange(true)) return;
    QMetaObject::invokeMethod(this, &ViewerPane::takeFrame, Qt::QueuedConnection);
  });
  connectViewport();
  connectBar();
  connectMenu();
}

ViewerPane::~ViewerPane() { parts_->worker.reset(); }

void ViewerPane::connectViewport() {
  ViewerWorker* worker = parts_->worker.get();
  Viewport* viewport = parts_->viewport;
  connect(viewport, &Viewport::orbited, this, [worker](double x, double y) { worker->post(Orbit{x, y}); });
  connect(viewport, &Viewport::panned, this, [worker](double x, double y) { worker->post(Pan{x, y}); });
  connect(viewport, &Viewport::zoomed, this, [worker](double notches) { worker->post(Zoom{notches}); });
  connect(viewport, &Viewport::selected, this, [worker](double x, double y) { worker->post(SelectBody{x, y}); });
  connect(viewport, &Viewport::centred, this, [worker](double x, double y) { worker->post(CentreOn{x, y}); });
  connect(viewport, &Viewport::followed, this, [worker](double x, double y) { worker->post(FollowBody{x, y}); });
  connect(viewport, &Viewport::pullBegun, this, [worker](BodyGrip::Pull pull) { worker->post(BeginPull{pull}); });
  connect(viewport, &Viewport::pulled, this, [worker](double x, double y, bool level) {
    worker->post(MovePull{x, y, level});
  });
  connect(viewport, &Viewport::pullEnded, this, [worker] { worker->post(EndPull{}); });
  connect(viewport, &Viewport::resized, this, &ViewerPane::tellView);
  connect(parts_->strip, &NoticeStrip::filmEnded, this, &ViewerPane::endRecording);
}

void ViewerPane::connectBar() {
  TransportBar* bar = parts_->bar;
  connect(bar, &TransportBar::pauseToggled, this, &ViewerPane::setPaused);
  connect(bar, &TransportBar::resetRequested, this, &ViewerPane::resetEpisode);
  connect(bar, &TransportBar::stepRequested, this, &ViewerPane::stepBy);
  connect(bar, &TransportBar::slowerRequested, this, &ViewerPane::slower);
  connect(bar, &TransportBar::fasterRequested, this, &ViewerPane::faster);
  connect(bar, &TransportBar::sampledToggled, this, &ViewerPane::setSampledActions);
  connect(bar, &TransportBar::liveToggled, this, &ViewerPane::setLive);
  connect(bar, &TransportBar::loopToggled, this, &ViewerPane::setLoop);
  connect(bar, &TransportBar::sideBySideToggled, this, &ViewerPane::setSideBySide);
  connect(bar, &TransportBar::cameraResetRequested, this, &ViewerPane::resetCamera);
}

void ViewerPane::setEnvironment(const QString& name_or_path) {
  parts_->environment = name_or_path;
  parts_->newest_policy.reset();
  parts_->newest_step = -1;
  parts_->worker->post(LoadEnvironment{name_or_path.toStdString()});
}

QString ViewerPane::environment() const { return parts_->environment; }

void ViewerPane::setPolicy(std::shared_ptr<const agent::FrozenPolicy> policy, qint64 step) {
  if (policy == parts_->newest_policy && step == parts_->newest_step) return;
  parts_->newest_policy = std::move(policy);
  parts_->newest_step = step;
  if (parts_->live) parts_->worker->post(PlayPolicy{parts_->newest_policy, step});
}

void ViewerPane::showStage(std::shared_ptr<const Stage> stage) {
  if (!stage && !parts_->stage) return;
  parts_->stage = std::move(stage);
  parts_->step = 0;
  parts_->worker->post(ShowStage{parts_->stage, ++parts_->request});
  tellStage();
}

void ViewerPane::tellStage() {
  parts_->bar->showStage(parts_->stage != nullptr, parts_->loops, parts_->side_by_side);
  parts_->menu->showStage(parts_->stage != nullptr, parts_->loops, parts_->side_by_side);
}

std::shared_ptr<const Stage> ViewerPane::stage() const { return parts_->stage; }
double ViewerPane::step() const { return parts_->step; }
bool ViewerPane::loops() const { return parts_->loops; }
bool ViewerPane::isSideBySide() const { return parts_->side_by_side; }
bool ViewerPane::isPaused() const { return parts_->paused; }
bool ViewerPane::playsSampledActions() const { return parts_->sampled; }
bool ViewerPane::isLive() const { return parts_->live; }
double ViewerPane::speed() const { return parts_->speed; }
ViewOptions ViewerPane::options() const { return parts_->options; }
qint64 ViewerPane::framesShown() const { return parts_->frames_shown; }
bool ViewerPane::isRecording() const { return parts_->records; }
Notice ViewerPane::notice() const { return parts_->notice; }

QImage ViewerPane::currentFrame() const {
  const ViewerFrame* frame = parts_->viewport->frame();
  return frame ? frame->image : QImage();
}

QString ViewerPane::problem() const {
  const ViewerFrame* frame = parts_->viewport->frame();
  return frame ? frame->problem : QString();
}

void ViewerPane::setStep(double step) {
  if (!parts_->stage) return;
  parts_->step = std::isfinite(step) ? std::clamp(step, 0.0, double(lastStep(*parts_->stage))) : 0;
  parts_->worker->post(SetStep{parts_->step, ++parts_->request});
}

void ViewerPane::setLoop(bool loops) {
  parts_->loops = loops;
  parts_->worker->post(SetLoop{loops});
  tellStage();
}

void ViewerPane::setSideBySide(bool side_by_side) {
  parts_->side_by_side = side_by_side;
  parts_->worker->post(SetSideBySide{side_by_side});
  tellStage();
}

void ViewerPane::setPaused(bool paused) {
  const bool changes = paused != parts_->paused;
  parts_->paused = paused;
  parts_->bar->showPaused(paused);
  parts_->worker->post(SetPaused{paused, ++parts_->request});
  if (changes) Q_EMIT pausedChanged(paused);
}

void ViewerPane::setSampledActions(bool sampled) {
  parts_->sampled = sampled;
  parts_->bar->showSampled(sampled);
  parts_->worker->post(SetSampled{sampled});
}

void ViewerPane::setLive(bool live) {
  if (live && !parts_->live) parts_->worker->post(PlayPolicy{parts_->newest_policy, parts_->newest_step});
  parts_->live = live;
  parts_->bar->showLive(live);
  parts_->viewport->setPolicyIsKept(!live);
}

void ViewerPane::setTraining(bool training) {
  if (training == parts_->training) return;
  parts_->training = training;
  parts_->worker->post(SetTraining{training});
}

void ViewerPane::slower() { setSpeed(Playback::slower(parts_->speed)); }
void ViewerPane::faster() { setSpeed(Playback::faster(parts_->speed)); }

void ViewerPane::setSpeed(double speed) {
  parts_->speed = Playback::nearestSpeed(speed);
  parts_->bar->showSpeed(parts_->speed);
  parts_->worker->post(SetSpeed{parts_->speed});
}

void ViewerPane::setFrameRate(int pictures_per_second) { parts_->worker->post(SetFrameRate{pictures_per_second}); }

void ViewerPane::resetEpisode() {
  if (parts_->stage) parts_->step = 0;
  parts_->worker->post(ResetEpisode{});
}

void ViewerPane::resetCamera() { parts_->worker->post(ResetCamera{}); }

void ViewerPane::setOption(ViewOption option, bool shown) {
  parts_->options.set(option, shown);
  parts_->menu->showOptions(parts_->options);
  parts_->worker->post(SetOptions{parts_->options});
}

void ViewerPane::savePicture(const QString& path) { parts_->worker->post(SavePicture{path, font()}); }

void ViewerPane::beginRecording(const QString& path, int pictures_per_second) {
  parts_->worker->post(BeginFilm{path, pictures_per_second, font()});
}

void ViewerPane::endRecording(bool keep) { parts_->worker->post(EndFilm{keep}); }

/// A step to one side pauses; between two states it goes to the next whole one.
void ViewerPane::stepBy(int steps) {
  setPaused(true);
  if (parts_->stage) {
    setStep(steps > 0 ? std::floor(parts_->step) + steps : std::ceil(parts_->step) + steps);
    Q_EMIT stepChanged(parts_->step);
    return;
  }
  for (int i = 0; i < std::abs(steps); ++i) parts_->worker->post(StepOnce{steps > 0});
}

void ViewerPane::takeFrame() {
  parts_->frame_is_announced = false;  // before the look: what comes after it is announced anew
  const std::shared_ptr<const ViewerFrame> frame = parts_->worker->latest();
  if (!frame) return;
  parts_->viewport->setFrame(frame);
  const bool has_picture = !frame->image.isNull();
  QString status = frame->problem;
  if (has_picture) {
    const HudText text = calcHudText(frame->status, !parts_->live);
    status = text.task + QStringLiteral(" · ") + text.policy;
  }
  if (status != parts_->last_status) {
    parts_->last_status = status;
    Q_EMIT statusChanged(status);
  }
  parts_->records = frame->film.running;
  parts_->menu->showFilm(frame->film.running);
  parts_->strip->showFilm(frame->film);
  if (frame->notice.number != parts_->notice.number) {
    parts_->notice = frame->notice;
    parts_->strip->showNotice(frame->notice);
    Q_EMIT noticed(frame->notice);
  }
  if (!has_picture) return;
  takeStage(*frame);
  ++parts_->frames_shown;
  Q_EMIT frameShown();
}

/// What the stage did by itself. Pictures from before the last wish say nothing about it.
void ViewerPane::takeStage(const ViewerFrame& frame) {
  if (!parts_->stage || !frame.status.is_stage || frame.request != parts_->request) return;
  if (frame.status.paused != parts_->paused) {
    parts_->paused = frame.status.paused;
    parts_->bar->showPaused(parts_->paused);
    Q_EMIT pausedChanged(parts_->paused);
  }
  if (frame.status.step == parts_->step || frame.film.running) return;
  parts_->step = frame.status.step;
  Q_EMIT stepChanged(parts_->step);
}

void ViewerPane::tellView() {
  const QSize size = parts_->viewport->size();
  parts_->worker->post(SetView{size, parts_->viewport->devicePixelRatioF(), isVisible() && !size.isEmpty()});
}

void ViewerPane::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  tellView();
}

void ViewerPane::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  tellView();
}

}  // namespace viewer
