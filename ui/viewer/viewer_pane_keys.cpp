// The viewer's keys and menu.
#include <QDir>
#include <QFileDialog>
#include <QKeyEvent>
#include <QStandardPaths>

#include "ui/viewer/viewer_pane_parts.h"

namespace viewer {
namespace {

QString suggestedPath(const QString& file) {
  const QString folder = QStandardPaths::writableLocation(QStandardPaths::PicturesLocation);
  return QDir(folder.isEmpty() ? QDir::homePath() : folder).filePath(file);
}

}  // namespace

void ViewerPane::connectMenu() {
  ViewMenu* menu = parts_->menu;
  ViewerWorker* worker = parts_->worker.get();
  connect(menu, &ViewMenu::optionToggled, this, &ViewerPane::setOption);
  connect(menu, &ViewMenu::cameraTurned, this, [worker](int by) { worker->post(TurnToCamera{by}); });
  connect(menu, &ViewMenu::cameraFreed, this, [worker] { worker->post(LetGoOfBody{}); });
  connect(menu, &ViewMenu::cameraReset, this, &ViewerPane::resetCamera);
  connect(menu, &ViewMenu::loopToggled, this, &ViewerPane::setLoop);
  connect(menu, &ViewMenu::sideBySideToggled, this, &ViewerPane::setSideBySide);
  connect(menu, &ViewMenu::pictureWanted, this, &ViewerPane::askForPicture);
  connect(menu, &ViewMenu::filmWanted, this, &ViewerPane::askForFilm);
  connect(menu, &ViewMenu::filmEnded, this, [this] { endRecording(true); });
}

/// Whether the key is the viewer's; unless it `only_asks`, does what the key says.
bool ViewerPane::handleKey(int key, Qt::KeyboardModifiers modifiers, bool only_asks) {
  modifiers &= ~Qt::KeypadModifier;
  if (modifiers == Qt::ControlModifier && key == Qt::Key_P) {
    if (!only_asks) askForPicture();
    return true;
  }
  if (modifiers != Qt::NoModifier && !(modifiers == Qt::ShiftModifier && key == Qt::Key_Plus)) return false;
  for (const ViewOptionInfo& info : viewOptionTable()) {
    if (info.key != key) continue;
    if (!only_asks) setOption(info.option, !parts_->options[info.option]);
    return true;
  }
  const auto act = [&](auto action) {
    if (!only_asks) action();
    return true;
  };
  switch (key) {
    case Qt::Key_Space: return act([&] { setPaused(!parts_->paused); });
    case Qt::Key_Left: return act([&] { stepBy(-1); });
    case Qt::Key_Right: return act([&] { stepBy(1); });
    case Qt::Key_Minus: return act([&] { slower(); });
    case Qt::Key_Equal:
    case Qt::Key_Plus: return act([&] { faster(); });
    case Qt::Key_Backspace: return act([&] { resetEpisode(); });
    case Qt::Key_Escape: return act([&] { parts_->worker->post(LetGoOfBody{}); });
    case Qt::Key_BracketLeft: return act([&] { parts_->worker->post(TurnToCamera{-1}); });
    case Qt::Key_BracketRight: return act([&] { parts_->worker->post(TurnToCamera{1}); });
    case Qt::Key_L: return act([&] { setLoop(!parts_->loops); });
    case Qt::Key_B: return act([&] { setSideBySide(!parts_->side_by_side); });
    default: return false;
  }
}

void ViewerPane::keyPressEvent(QKeyEvent* event) {
  if (!handleKey(event->key(), event->modifiers(), false)) QWidget::keyPressEvent(event);
}

/// While the viewer has the focus its keys go before the window's.
bool ViewerPane::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride) {
    const auto* key = static_cast<QKeyEvent*>(event);
    if (handleKey(key->key(), key->modifiers(), true)) {
      event->accept();
      return true;
    }
  }
  return QWidget::event(event);
}

void ViewerPane::askForPicture() {
  const QString path = QFileDialog::getSaveFileName(this, tr("Save picture"), suggestedPath(QStringLiteral("mbpo.png")),
                                                    tr("Pictures (*.png)"));
  if (!path.isEmpty()) savePicture(path);
}

void ViewerPane::askForFilm() {
  const QString mp4 = tr("Video, MP4 (*.mp4)"), webm = tr("Video, WebM (*.webm)"),
                folder = tr("Folder of PNG pictures (*)");
  QString chosen = mp4;
  QString path = QFileDialog::getSaveFileName(this, tr("Record"), suggestedPath(QStringLiteral("mbpo.mp4")),
                                              QStringList{mp4, webm, folder}.join(QStringLiteral(";;")), &chosen);
  if (path.isEmpty()) return;
  const QString suffix = chosen == mp4 ? QStringLiteral(".mp4") : chosen == webm ? QStringLiteral(".webm") : QString();
  if (!suffix.isEmpty() && Film::kindOf(path) == Film::Kind::pictures) path += suffix;
  beginRecording(path);
}

}  // namespace viewer
