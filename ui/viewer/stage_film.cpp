#include "ui/viewer/stage_film.h"

#include <QFont>
#include <QGuiApplication>
#include <QPainter>
#include <QStringList>
#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.h"
#include "ui/viewer/film.h"
#include "ui/viewer/hud.h"
#include "ui/viewer/playback.h"
#include "ui/viewer/stage_play.h"
#include "ui/viewer/stage_view.h"

namespace viewer {
namespace {

/// A stage in front of a camera, ready to be taken at any step.
class Studio {
 public:
  Studio(std::shared_ptr<const Stage> stage, const Shot& shot)
      : stage_(std::move(stage)),
        shot_(shot),
        renderer_(gl_, stage_->environment.toStdString(), shot.quality),
        view_(renderer_, stage_),
        play_(stage_) {
    renderer_.setOptions(shot.options);
    camera_ = renderer_.defaultCamera();
    if (!shot.camera.isEmpty()) placeCamera();
  }

  /// `seconds`: of the film since the picture before; below 0: the first.
  QImage take(double step, double seconds) {
    play_.setStep(step);
    view_.pose(play_.step());
    renderer_.follow(true, std::max(0.0, seconds), seconds < 0);
    QImage picture = view_.render(camera_, shot_.size, 1, shot_.side_by_side, shot_.options[ViewOption::traces]);
    if (shot_.options[ViewOption::text]) paintText(picture);
    return picture;
  }

 private:
  void placeCamera();
  void paintText(QImage& picture) const;

  std::shared_ptr<const Stage> stage_;
  const Shot& shot_;
  GlContext gl_;
  SceneRenderer renderer_;
  StageView view_;
  StagePlay play_;
  Camera camera_;
};

void Studio::placeCamera() {
  for (int i = 0; i < renderer_.fixedCameraCount(); ++i) {
    if (renderer_.fixedCameraName(i) != shot_.camera) continue;
    renderer_.setFixedCamera(i);
    return;
  }
  const QStringList numbers = shot_.camera.split(QLatin1Char(','));
  bool are_numbers = numbers.size() == 3;
  double value[3] = {};
  for (int i = 0; are_numbers && i < 3; ++i) value[i] = numbers[i].toDouble(&are_numbers);
  if (are_numbers && value[2] > 0) {
    camera_.azimuth = value[0];
    camera_.elevation = std::clamp(value[1], -89.0, 89.0);
    camera_.distance = value[2];
    return;
  }
  QStringList names;
  for (int i = 0; i < renderer_.fixedCameraCount(); ++i) names << renderer_.fixedCameraName(i);
  throw base::Error("camera " + shot_.camera.toStdString() + ": neither AZIMUTH,ELEVATION,DISTANCE (degrees, metres) " +
                    "nor a camera of the model (" + (names.isEmpty() ? "it has none" : names.join(", ").toStdString()) +
                    ")");
}

void Studio::paintText(QImage& picture) const {
  PlayStatus status;
  status.is_stage = true;
  status.task = stage_->environment;
  status.title = stage_->title;
  status.step = play_.step();
  status.episode_seconds = play_.step() * stage_->seconds_per_step;
  status.time_limit = lastStep(*stage_);
  status.reward = play_.reward();
  status.episode_return = play_.returnSoFar();
  status.value = play_.value();
  status.last_return = std::numeric_limits<double>::quiet_NaN();
  status.speed = shot_.speed;
  status.side_by_side = shot_.side_by_side;
  status.tracks = view_.tracks();
  QFont font = QGuiApplication::font();
  font.setPixelSize(std::max(11, picture.height() / 50));  // the picture's size is what the reader will see it by
  QPainter painter(&picture);
  paintHud(painter, QRectF(picture.rect()), font, calcHudText(status, false), status);
}

}  // namespace

int pictureCount(const Stage& stage, double pictures_per_second, double speed) {
  const double seconds = lastStep(stage) * stage.seconds_per_step / speed;
  return 1 + static_cast<int>(std::ceil(seconds * pictures_per_second - 1e-9));
}

int filmStage(const std::shared_ptr<const Stage>& stage, const Shot& shot, const QString& path,
              const std::function<bool(int done)>& goes_on) {
  Film film(path, shot.size, shot.pictures_per_second);  // first: a bad path is known before anything is drawn
  Studio studio(stage, shot);
  const int count = pictureCount(*stage, shot.pictures_per_second, shot.speed);
  const double steps_per_picture = shot.speed / (shot.pictures_per_second * stage->seconds_per_step);
  for (int i = 0; i < count; ++i) {
    if (!goes_on(i)) return 0;
    film.add(studio.take(i * steps_per_picture, i == 0 ? -1 : 1.0 / shot.pictures_per_second));
  }
  film.finish();
  return count;
}

void photographStage(const std::shared_ptr<const Stage>& stage, const Shot& shot, double step, const QString& path) {
  Studio studio(stage, shot);
  savePicture(studio.take(step, -1), path);
}

}  // namespace viewer
