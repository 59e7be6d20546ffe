#include "ui/viewer/view_menu.h"

#include <QKeySequence>

namespace viewer {

ViewMenu::ViewMenu(QWidget* parent) : QMenu(parent) {
  setObjectName(QStringLiteral("viewer_menu"));
  setToolTipsVisible(true);
  addSection(tr("Show"));
  for (const ViewOptionInfo& info : viewOptionTable()) {
    QAction* action = add(QStringLiteral("viewer_show_") + QLatin1String(info.name), info.text,
                          QKeySequence(info.key).toString(QKeySequence::NativeText), info.tip);
    action->setCheckable(true);
    connect(action, &QAction::triggered, this,
            [this, option = info.option](bool shown) { Q_EMIT optionToggled(option, shown); });
    options_.push_back(action);
  }
  addSection(tr("Camera"));
  const auto turn = [this](int by) { return [this, by] { Q_EMIT cameraTurned(by); }; };
  connect(add(QStringLiteral("viewer_camera_before"), tr("Previous camera"), QStringLiteral("["),
              tr("The model's cameras in turn")),
          &QAction::triggered, this, turn(-1));
  connect(add(QStringLiteral("viewer_camera_next"), tr("Next camera"), QStringLiteral("]"),
              tr("The model's cameras in turn")),
          &QAction::triggered, this, turn(1));
  connect(add(QStringLiteral("viewer_camera_free"), tr("Free camera"), tr("Esc"), tr("It stops following the body")),
          &QAction::triggered, this, &ViewMenu::cameraFreed);
  connect(
      add(QStringLiteral("viewer_camera_reset"), tr("Reset camera"), {}, tr("Back to its place, following the body")),
      &QAction::triggered, this, &ViewMenu::cameraReset);
  addSection(tr("Rollout"));
  loop_ = add(QStringLiteral("viewer_loop"), tr("Loop"), QStringLiteral("L"), tr("Begin anew after the last step"));
  side_by_side_ = add(QStringLiteral("viewer_side_by_side"), tr("Side by side"), QStringLiteral("B"),
                      tr("Each body in a picture of its own, by the same camera"));
  for (QAction* action : {loop_, side_by_side_}) action->setCheckable(true);
  connect(loop_, &QAction::triggered, this, &ViewMenu::loopToggled);
  connect(side_by_side_, &QAction::triggered, this, &ViewMenu::sideBySideToggled);
  addSection(tr("Keep"));
  connect(add(QStringLiteral("viewer_save_picture"), tr("Save picture…"), tr("Ctrl+P"), tr("As a PNG")),
          &QAction::triggered, this, &ViewMenu::pictureWanted);
  film_ = add(QStringLiteral("viewer_record"), tr("Record…"), {},
              tr("To a video (MP4 or WebM, needs ffmpeg) or a folder of PNG pictures"));
  end_film_ =
      add(QStringLiteral("viewer_record_stop"), tr("Stop recording"), {}, tr("Ends the recording and keeps it"));
  connect(film_, &QAction::triggered, this, &ViewMenu::filmWanted);
  connect(end_film_, &QAction::triggered, this, &ViewMenu::filmEnded);
  showOptions({});
  showStage(false, false, false);
  showFilm(false);
}

/// The keys are the viewer's own while it has the focus: here they are only shown.
QAction* ViewMenu::add(const QString& name, const QString& text, const QString& keys, const QString& tip) {
  QAction* action = addAction(keys.isEmpty() ? text : text + QLatin1Char('\t') + keys);
  action->setObjectName(name);
  action->setToolTip(tip);
  return action;
}

void ViewMenu::showOptions(const ViewOptions& options) {
  for (std::size_t i = 0; i < options_.size(); ++i) options_[i]->setChecked(options[viewOptionTable()[i].option]);
}

void ViewMenu::showStage(bool has_stage, bool loops, bool side_by_side) {
  for (QAction* action : {loop_, side_by_side_}) action->setEnabled(has_stage);
  loop_->setChecked(loops);
  side_by_side_->setChecked(side_by_side);
}

void ViewMenu::showFilm(bool running) {
  film_->setEnabled(!running);
  end_film_->setEnabled(running);
}

}  // namespace viewer
