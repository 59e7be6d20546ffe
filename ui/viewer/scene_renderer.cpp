#include "ui/viewer/scene_renderer.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/error.h"
#include "env/task_info.h"

namespace viewer {
namespace {

constexpr int kMostGeoms = 2000;
constexpr double kGlideSeconds = 0.35;  // of the followed height: hops move the body in the picture, not the horizon
constexpr double kNarrowest = 1.15;     // aspect ratio below which the camera steps back so that the sides stay in view
constexpr double kDegrees = 180 / std::numbers::pi;

}  // namespace

SceneRenderer::SceneRenderer(const GlContext& gl, const std::string& environment)
    : is_software_(gl.isSoftware()) {
  const env::TaskInfo task = env::taskInfo(environment);
  model_ = env::loadModel(task.model);
  data_ = env::makeData(*model_);
  if (!task.tracked_body.empty()) tracked_body_ = mj_name2id(model_.get(), mjOBJ_BODY, task.tracked_body.c_str());

  // MuJoCo 2.2 cannot resize its offscreen buffer: the largest once, and a viewport within it.
  model_->vis.global.offwidth = kLargest.width();
  model_->vis.global.offheight = kLargest.height();
  if (is_software_) model_->vis.quality.offsamples = 0;
  mjv_defaultOption(&option_);
  mjv_defaultScene(&scene_);
  mjr_defaultContext(&context_);
  mjv_makeScene(model_.get(), &scene_, kMostGeoms);
  if (is_software_) scene_.flags[mjRND_SHADOW] = scene_.flags[mjRND_REFLECTION] = 0;
  try {
    mjr_makeContext(model_.get(), &context_, mjFONTSCALE_100);
    mjr_setBuffer(mjFB_OFFSCREEN, &context_);
    if (context_.currentBuffer != mjFB_OFFSCREEN) throw base::Error("OpenGL gives no offscreen buffer");
  } catch (...) {
    mjv_freeScene(&scene_);
    throw;
  }
  mj_forward(model_.get(), data_.get());
  followed_ = trackedPoint();
  default_camera_ = chooseDefaultCamera();
}

SceneRenderer::~SceneRenderer() {
  mjr_freeContext(&context_);
  mjv_freeScene(&scene_);
}

void SceneRenderer::pose(const env::BodyState& from, const env::BodyState& to, double fraction) {
  std::copy(from.qpos.begin(), from.qpos.end(), data_->qpos);
  if (fraction > 0) {
    std::vector<double> direction(static_cast<std::size_t>(model_->nv));
    mj_differentiatePos(model_.get(), direction.data(), 1, from.qpos.data(), to.qpos.data());
    mj_integratePos(model_.get(), data_->qpos, direction.data(), std::min(fraction, 1.0));
  }
  std::copy(to.qvel.begin(), to.qvel.end(), data_->qvel);
  data_->time = from.time + fraction * (to.time - from.time);
  // Places, lights and cameras are all that a picture needs.
  mj_kinematics(model_.get(), data_.get());
  mj_comPos(model_.get(), data_.get());
  mj_camlight(model_.get(), data_.get());
}

Point SceneRenderer::trackedPoint() const {
  if (tracked_body_ < 0) return {};
  const double* place = data_->xpos + 3 * tracked_body_;
  return {place[0], place[1], place[2]};
}

void SceneRenderer::follow(bool tracks, double wall_seconds, bool jump) {
  if (!tracks) return;
  const Point target = trackedPoint();
  const double glide = jump ? 1 : 1 - std::exp(-wall_seconds / kGlideSeconds);
  followed_ = {target[0], target[1], followed_[2] + glide * (target[2] - followed_[2])};
}

QImage SceneRenderer::render(const Camera& camera, QSize wanted) {
  const QSize size = wanted.boundedTo(kLargest).expandedTo({16, 16});
  aspect_ = double(size.width()) / size.height();
  mjvCamera view;
  mjv_defaultCamera(&view);
  view.type = mjCAMERA_FREE;
  view.azimuth = camera.azimuth;
  view.elevation = camera.elevation;
  view.distance = camera.distance * std::max(1.0, kNarrowest / aspect_);
  for (int i = 0; i < 3; ++i) {
    view.lookat[i] = followed_[static_cast<std::size_t>(i)] + camera.offset[static_cast<std::size_t>(i)];
  }
  mjv_updateScene(model_.get(), data_.get(), &option_, nullptr, &view, mjCAT_ALL, &scene_);
  const mjrRect viewport{0, 0, size.width(), size.height()};
  mjr_render(viewport, &scene_, &context_);

  // OpenGL's rows start at the bottom and have no padding; QImage's start at the top and are padded to 4 bytes.
  const auto row = static_cast<std::size_t>(size.width()) * 3;
  std::vector<unsigned char> pixels(row * static_cast<std::size_t>(size.height()));
  mjr_readPixels(pixels.data(), nullptr, viewport, &context_);
  QImage image(size, QImage::Format_RGB888);
  for (int y = 0; y < size.height(); ++y) {
    std::copy_n(pixels.data() + row * static_cast<std::size_t>(size.height() - 1 - y), row, image.scanLine(y));
  }
  return image;
}

std::optional<Point> SceneRenderer::pick(double x, double y) const {
  mjtNum point[3];
  int geom = -1, skin = -1;
  // mjv_select counts y from below.
  const int body = mjv_select(model_.get(), data_.get(), &option_, aspect_, x, 1 - y, &scene_, point, &geom, &skin);
  if (body < 0) return std::nullopt;
  return Point{point[0], point[1], point[2]};
}

Camera SceneRenderer::chooseDefaultCamera() const {
  Camera camera;
  if (model_->ncam == 0) {
    camera.azimuth = 120;
    camera.elevation = -20;
    camera.distance = 2.2 * model_->stat.extent;
    for (std::size_t i = 0; i < 3 && tracked_body_ < 0; ++i) camera.offset[i] = model_->stat.center[i];
    return camera;
  }
  // The ray of view from the author's camera; its nearest point to the followed one is where a free camera looks.
  const double* eye = data_->cam_xpos;
  const double* axes = data_->cam_xmat;  // row-major; the third column points backwards
  const Point ahead{-axes[2], -axes[5], -axes[8]};
  double along = 0;
  for (std::size_t i = 0; i < 3; ++i) along += (followed_[i] - eye[i]) * ahead[i];
  along = std::max(along, 0.1);
  for (std::size_t i = 0; i < 3; ++i) camera.offset[i] = eye[i] + along * ahead[i] - followed_[i];
  camera.azimuth = std::atan2(ahead[1], ahead[0]) * kDegrees;
  camera.elevation = std::asin(std::clamp(ahead[2], -1.0, 1.0)) * kDegrees;
  const double half_angle = model_->cam_fovy[0] / 2 / kDegrees, free_half_angle = fovy() / 2 / kDegrees;
  camera.distance = along * std::tan(half_angle) / std::tan(free_half_angle);
  return camera;
}

}  // namespace viewer
