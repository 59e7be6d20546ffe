#include "ui/viewer/viewer_pane.h"

#include <QKeyEvent>
#include <QVBoxLayout>

#include <algorithm>
#include <atomic>

#include "ui/viewer/hud.h"
#include "ui/viewer/transport_bar.h"
#include "ui/viewer/viewer_worker.h"
#include "ui/viewer/viewport.h"

namespace viewer {

struct ViewerPane::Parts {
  Viewport* viewport = nullptr;
  TransportBar* bar = nullptr;
  QString environment, last_status;
  std::shared_ptr<const agent::FrozenPolicy> newest_policy;
  qint64 newest_step = -1;
  bool paused = false, sampled = false, live = true, loops = false, side_by_side = false;
  std::shared_ptr<const Stage> stage;
  double step = 0;
  double speed = 1;
  qint64 frames_shown = 0;
  std::atomic<bool> frame_is_announced{false};  // at most one wake-up of the window is on its way
  std::unique_ptr<ViewerWorker> worker;         // last: joined before anything that it may call is gone
};

ViewerPane::ViewerPane(QWidget* parent) : QWidget(parent), parts_(std::make_unique<Parts>()) {
  parts_->viewport = new Viewport(this);
  parts_->bar = new TransportBar(this);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(parts_->viewport, 1);
  column->addWidget(parts_->bar);
  setFocusProxy(parts_->viewport);
  parts_->worker = std::make_unique<ViewerWorker>([this] {
    if (parts_->frame_is_announced.exchange(true)) return;
    QMetaObject::invokeMethod(this, &ViewerPane::takeFrame, Qt::QueuedConnection);
  });

  ViewerWorker* worker = parts_->worker.get();
  connect(parts_->viewport, &Viewport::orbited, this, [worker](double x, double y) { worker->post(Orbit{x, y}); });
  connect(parts_->viewport, &Viewport::panned, this, [worker](double x, double y) { worker->post(Pan{x, y}); });
  connect(parts_->viewport, &Viewport::zoomed, this, [worker](double notches) { worker->post(Zoom{notches}); });
  connect(parts_->viewport, &Viewport::centred, this, [worker](double x, double y) { worker->post(CentreOn{x, y}); });
  connect(parts_->viewport, &Viewport::resized, this, &ViewerPane::tellView);
  connect(parts_->bar, &TransportBar::pauseToggled, this, &ViewerPane::setPaused);
  connect(parts_->bar, &TransportBar::resetRequested, this, &ViewerPane::resetEpisode);
  connect(parts_->bar, &TransportBar::slowerRequested, this, &ViewerPane::slower);
  connect(parts_->bar, &TransportBar::fasterRequested, this, &ViewerPane::faster);
  connect(parts_->bar, &TransportBar::sampledToggled, this, &ViewerPane::setSampledActions);
  connect(parts_->bar, &TransportBar::liveToggled, this, &ViewerPane::setLive);
  connect(parts_->bar, &TransportBar::cameraResetRequested, this, &ViewerPane::resetCamera);
}

ViewerPane::~ViewerPane() { parts_->worker.reset(); }

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
  parts_->stage = std::move(stage);
  parts_->step = 0;
}

std::shared_ptr<const Stage> ViewerPane::stage() const { return parts_->stage; }
double ViewerPane::step() const { return parts_->step; }
bool ViewerPane::loops() const { return parts_->loops; }
bool ViewerPane::isSideBySide() const { return parts_->side_by_side; }

void ViewerPane::setStep(double step) {
  if (parts_->stage) parts_->step = std::clamp(step, 0.0, double(lastStep(*parts_->stage)));
}

void ViewerPane::setLoop(bool loops) { parts_->loops = loops; }
void ViewerPane::setSideBySide(bool side_by_side) { parts_->side_by_side = side_by_side; }

bool ViewerPane::isPaused() const { return parts_->paused; }
bool ViewerPane::playsSampledActions() const { return parts_->sampled; }
bool ViewerPane::isLive() const { return parts_->live; }
double ViewerPane::speed() const { return parts_->speed; }
qint64 ViewerPane::framesShown() const { return parts_->frames_shown; }

QImage ViewerPane::currentFrame() const {
  const ViewerFrame* frame = parts_->viewport->frame();
  return frame ? frame->image : QImage();
}

QString ViewerPane::problem() const {
  const ViewerFrame* frame = parts_->viewport->frame();
  return frame ? frame->problem : QString();
}

void ViewerPane::setPaused(bool paused) {
  const bool changes = paused != parts_->paused;
  parts_->paused = paused;
  parts_->bar->showPaused(paused);
  parts_->worker->post(SetPaused{paused});
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

void ViewerPane::slower() { setSpeed(Playback::slower(parts_->speed)); }
void ViewerPane::faster() { setSpeed(Playback::faster(parts_->speed)); }

void ViewerPane::setSpeed(double speed) {
  parts_->speed = Playback::nearestSpeed(speed);
  parts_->bar->showSpeed(parts_->speed);
  parts_->worker->post(SetSpeed{parts_->speed});
}

void ViewerPane::setFrameRate(int pictures_per_second) { parts_->worker->post(SetFrameRate{pictures_per_second}); }

void ViewerPane::resetEpisode() { parts_->worker->post(ResetEpisode{}); }
void ViewerPane::resetCamera() { parts_->worker->post(ResetCamera{}); }

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
  if (!has_picture) return;
  ++parts_->frames_shown;
  Q_EMIT frameShown();
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

void ViewerPane::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Space: setPaused(!parts_->paused); break;
    case Qt::Key_Minus: slower(); break;
    case Qt::Key_Equal:
    case Qt::Key_Plus: faster(); break;
    case Qt::Key_Backspace: resetEpisode(); break;
    case Qt::Key_Escape: parts_->worker->post(LetGoOfBody{}); break;
    default: QWidget::keyPressEvent(event);
  }
}

}  // namespace viewer
