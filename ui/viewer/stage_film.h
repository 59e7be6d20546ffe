#pragma once

#include <QSize>
#include <QString>
#include <functional>
#include <memory>

#include "ui/viewer/scene_renderer.h"
#include "ui/viewer/stage.h"
#include "ui/viewer/view_option.h"

namespace viewer {

/// How a stage is filmed.
struct Shot {
  QSize size{1280, 720};  ///< pixels, at most SceneRenderer::kLargest
  int pictures_per_second = 30;
  double speed = 1;  ///< simulated seconds per second of the film, > 0
  QString camera;    ///< empty: the task's view; a camera of the model; or "azimuth,elevation,distance" (°, °, m)
  bool side_by_side = false;
  ViewOptions options;
  SceneRenderer::Quality quality = SceneRenderer::Quality::full;
};

/// Number of pictures from the first to the last step.
int pictureCount(const Stage& stage, double pictures_per_second, double speed);

/// Films the stage from its first to its last step into a file or folder (film.h); before each picture asks `goes_on`
/// with the pictures done, and stops without a trace when it says no. Returns the number of pictures; 0: stopped.
/// Makes its own GL context on the calling thread, where no other may be current; text needs a QGuiApplication.
/// Throws base::Error.
int filmStage(const std::shared_ptr<const Stage>& stage, const Shot& shot, const QString& path,
              const std::function<bool(int done)>& goes_on);
/// One picture at a step, as a PNG.
void photographStage(const std::shared_ptr<const Stage>& stage, const Shot& shot, double step, const QString& path);

}  // namespace viewer
