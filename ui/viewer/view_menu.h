#pragma once

#include <QAction>
#include <QMenu>
#include <vector>

#include "ui/viewer/view_option.h"

namespace viewer {

/// The menu under the transport bar's View button: everything that the picture can show, with its keys, the cameras,
/// and saving. It shows a state and asks for changes; it decides nothing.
class ViewMenu : public QMenu {
  Q_OBJECT

 public:
  explicit ViewMenu(QWidget* parent = nullptr);
  void showOptions(const ViewOptions& options);
  void showStage(bool has_stage, bool loops, bool side_by_side);
  void showFilm(bool running);

 Q_SIGNALS:
  void optionToggled(viewer::ViewOption option, bool shown);
  void cameraTurned(int by);
  void cameraFreed();
  void cameraReset();
  void loopToggled(bool loops);
  void sideBySideToggled(bool side_by_side);
  void pictureWanted();
  void filmWanted();
  void filmEnded();

 private:
  QAction* add(const QString& name, const QString& text, const QString& keys, const QString& tip);

  std::vector<QAction*> options_;
  QAction *loop_, *side_by_side_, *film_, *end_film_;
};

}  // namespace viewer
