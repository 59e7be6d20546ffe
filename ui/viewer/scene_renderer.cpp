#include "ui/viewer/scene_renderer.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numbers>

#include "base/error.h"
#include "env/task_info.h"
#include "ui/viewer/body_pose.h"

namespace viewer {
namespace {

constexpr int kMostGeoms = 2000;
constexpr double kGlideSeconds = 0.35;  // of the followed height: hops move the body in the picture, not the horizon
constexpr double kNarrowest = 1.15;     // aspect ratio below which the camera steps back so that the sides stay in view
constexpr double kEdgesPerHeight = 400;  // a ghost's edge is one such part of the picture's height, at least a pixel
constexpr double kPlaneCells = 10;       // of half a plane, without a GPU
constexpr double kGround = 10;           // metres of half a plane from which on it is ground, and no table
constexpr double kDegrees = 180 / std::numbers::pi;

QImage readPicture(QSize size, const mjrContext& context) {
  // OpenGL's rows start at the bottom and have no padding; QImage's start at the top and are padded to 4 bytes.
  const auto row = static_cast<std::size_t>(size.width()) * 3;
  std::vector<unsigned char> pixels(row * static_cast<std::size_t>(size.height()));
  mjr_readPixels(pixels.data(), nullptr, {0, 0, size.width(), size.height()}, &context);
  QImage image(size, QImage::Format_RGB888);
  for (int y = 0; y < size.height(); ++y) {
    std::copy_n(pixels.data() + row * static_cast<std::size_t>(size.height() - 1 - y), row, image.scanLine(y));
  }
  return image;
}

/// MuJoCo draws a plane as a grid, whose fineness the model gives for the sake of lamps close to the ground: our floors
/// have 40 000 cells, which cost the processor as much as the rest of a picture. Collisions do not look at this number.
void coarsenPlanes(mjModel& model) {
  for (int geom = 0; geom < model.ngeom; ++geom) {
    if (model.geom_type[geom] != mjGEOM_PLANE) continue;
    mjtNum* size = model.geom_size + 3 * geom;
    size[2] = std::max(size[2], std::max(size[0], size[1]) / kPlaneCells);
  }
}

}  // namespace

SceneRenderer::SceneRenderer(const GlContext& gl, const std::string& environment, Quality quality) {
  const bool is_bare_model = environment.ends_with(".xml") || environment.ends_with(".mjcf");
  const env::TaskInfo task = is_bare_model ? env::TaskInfo{} : env::taskInfo(environment);
  model_ = env::loadModel(is_bare_model ? std::filesystem::path(environment) : task.model);
  bodies_.push_back({env::makeData(*model_), {}, true});
  task_moves_ = !task.tracked_body.empty();
  task_body_ = chooseFollowedBody(task.tracked_body);
  followTaskBody();

  // MuJoCo 2.2 cannot resize its offscreen buffer: the largest once, and a viewport within it.
  const bool is_reduced = gl.isSoftware() && quality == Quality::automatic;
  model_->vis.global.offwidth = kLargest.width();
  model_->vis.global.offheight = kLargest.height();
  if (is_reduced) {
    model_->vis.quality.offsamples = 0;
    coarsenPlanes(*model_);
  }
  mjv_defaultOption(&option_);
  mjv_defaultScene(&scene_);
  mjr_defaultContext(&context_);
  mjv_makeScene(model_.get(), &scene_, kMostGeoms);
  if (is_reduced) scene_.flags[mjRND_SHADOW] = scene_.flags[mjRND_REFLECTION] = 0;
  try {
    mjr_makeContext(model_.get(), &context_, mjFONTSCALE_100);
    mjr_setBuffer(mjFB_OFFSCREEN, &context_);
    if (context_.currentBuffer != mjFB_OFFSCREEN) throw base::Error("OpenGL gives no offscreen buffer");
    ghosts_.emplace(*model_);
  } catch (...) {
    mjv_freeScene(&scene_);
    throw;
  }
  mjr_getError();  // forgets what probing for abilities left behind
  mj_forward(model_.get(), leader());
  if (moves_) followed_ = trackedPoint(*leader());
  default_camera_ = chooseDefaultCamera();
}

SceneRenderer::~SceneRenderer() {
  mjr_freeContext(&context_);
  mjv_freeScene(&scene_);
}

void SceneRenderer::pose(std::span<const Appearance> bodies, std::span<const double> controls) {
  while (bodies_.size() < bodies.size()) bodies_.push_back({env::makeData(*model_), {}, false});
  cast_size_ = bodies.size();
  const auto solid = std::ranges::find_if(bodies, [](const Appearance& one) { return one.solid; });
  leading_ = solid == bodies.end() ? 0 : static_cast<std::size_t>(solid - bodies.begin());
  for (std::size_t i = 0; i < bodies.size(); ++i) {
    const Appearance& look = bodies[i];
    bodies_[i].look = look;
    bodies_[i].shown = look.from && look.to && poseBody(*model_, *bodies_[i].data, *look.from, *look.to, look.fraction);
  }
  if (needs_dynamics_ && cast_size_ > 0 && bodies_[leading_].shown) {
    if (controls.size() == static_cast<std::size_t>(model_->nu)) std::ranges::copy(controls, leader()->ctrl);
    mj_forward(model_.get(), leader());
  }
}

Point SceneRenderer::trackedPoint(const mjData& data) const {
  const double* place = data.xpos + 3 * followed_body_;
  return {place[0], place[1], place[2]};
}

Point SceneRenderer::followedBodyOf(std::size_t body) const { return trackedPoint(*bodies_[body].data); }

/// Where the task names none, the end of the first chain: a pole's tip side rather than its cart.
int SceneRenderer::chooseFollowedBody(const std::string& tracked_body) const {
  if (!tracked_body.empty()) return std::max(0, mj_name2id(model_.get(), mjOBJ_BODY, tracked_body.c_str()));
  int last = 0;
  for (int body = 1; body < model_->nbody; ++body) {
    if (model_->body_weldid[body] != 0 && (last == 0 || model_->body_parentid[body] == last)) last = body;
  }
  return last;
}

void SceneRenderer::followBody(int body) {
  followed_body_ = body;
  moves_ = true;
}

void SceneRenderer::followTaskBody() {
  followed_body_ = task_body_;
  moves_ = task_moves_;
}

void SceneRenderer::follow(bool tracks, double wall_seconds, bool jump) {
  if (!tracks || !moves_ || !bodies_[leading_].shown) return;
  const Point target = trackedPoint(*leader());
  const double glide = jump ? 1 : 1 - std::exp(-wall_seconds / kGlideSeconds);
  followed_ = {target[0], target[1], followed_[2] + glide * (target[2] - followed_[2])};
}

std::vector<Point> SceneRenderer::calcPath(const std::vector<env::BodyState>& states) {
  std::vector<Point> path;
  const env::DataPointer data = env::makeData(*model_);
  for (const env::BodyState& state : states) {
    if (!poseBody(*model_, *data, state, state, 0)) break;
    path.push_back(trackedPoint(*data));
  }
  return path;
}

void SceneRenderer::setOptions(const ViewOptions& options) {
  using enum ViewOption;
  option_.flags[mjVIS_TRANSPARENT] = options[transparent];
  option_.flags[mjVIS_CONTACTPOINT] = options[contacts];
  option_.flags[mjVIS_CONTACTFORCE] = options[forces];
  option_.flags[mjVIS_JOINT] = options[joints];
  option_.flags[mjVIS_ACTUATOR] = options[actuators];
  option_.flags[mjVIS_COM] = options[mass_centre];
  for (int group = 0; group < 6; ++group) {
    option_.geomgroup[group] = options[static_cast<ViewOption>(static_cast<int>(group_0) + group)];
  }
  needs_dynamics_ = options[contacts] || options[forces] || options[actuators];
}

QString SceneRenderer::fixedCameraName(int camera) const {
  const char* name = mj_id2name(model_.get(), mjOBJ_CAMERA, camera);
  return name ? QString::fromUtf8(name) : QStringLiteral("%1").arg(camera);
}

QString SceneRenderer::bodyName(int body) const {
  const char* name = mj_id2name(model_.get(), mjOBJ_BODY, body);
  return name ? QString::fromUtf8(name) : QStringLiteral("body %1").arg(body);
}

void SceneRenderer::aim(const Camera& camera, QSize size) {
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
  if (fixed_camera_ >= 0 && fixed_camera_ < model_->ncam) {
    view.type = mjCAMERA_FIXED;
    view.fixedcamid = fixed_camera_;
  }
  const bool has_leader = bodies_[leading_].shown && bodies_[leading_].look.solid;
  mjv_updateScene(model_.get(), leader(), &option_, grip_.forScene(), &view, has_leader ? mjCAT_ALL : mjCAT_STATIC,
                  &scene_);
  carryGround();
  if (has_leader) tint(0, bodies_[leading_].look.colour);
  for (std::size_t i = 0; i < cast_size_; ++i) {
    if (i == leading_ || !bodies_[i].shown || !bodies_[i].look.solid) continue;
    const int first = scene_.ngeom;
    mjv_addGeoms(model_.get(), bodies_[i].data.get(), &option_, nullptr, mjCAT_DYNAMIC, &scene_);
    tint(first, bodies_[i].look.colour);
  }
  projection_ = Projection(mjv_averageCamera(scene_.camera, scene_.camera + 1), size);
}

/// Planes have no end for MuJoCo's physics, but end in its pictures, and a runner would leave them: the ground goes along
/// by whole periods of its texture, which nobody sees.
void SceneRenderer::carryGround() {
  if (!moves_) return;
  for (mjvGeom& geom : std::span(scene_.geoms, static_cast<std::size_t>(scene_.ngeom))) {
    if (geom.type != mjGEOM_PLANE || geom.category != mjCAT_STATIC) continue;
    for (int axis = 0; axis < 2; ++axis) {
      if (geom.size[axis] < kGround) continue;
      const double repeats = geom.texrepeat[axis];
      const double period = repeats <= 0 ? 1 : geom.texuniform ? 1 / repeats : 2 * geom.size[axis] / repeats;
      double along = 0;  // the axis is a column of the row-major rotation
      for (int i = 0; i < 3; ++i) along += geom.mat[3 * i + axis] * (followed_[static_cast<std::size_t>(i)] - geom.pos[i]);
      const double way = period * std::round(along / period);
      for (int i = 0; i < 3; ++i) geom.pos[i] += static_cast<float>(way * geom.mat[3 * i + axis]);
    }
  }
}

/// Moving geoms from this one on take the colour, but keep their transparency.
void SceneRenderer::tint(int first_geom, const QColor& colour) {
  if (!colour.isValid()) return;
  for (int i = first_geom; i < scene_.ngeom; ++i) {
    mjvGeom& geom = scene_.geoms[i];
    if (geom.category != mjCAT_DYNAMIC || geom.objtype != mjOBJ_GEOM) continue;
    geom.rgba[0] = float(colour.redF());
    geom.rgba[1] = float(colour.greenF());
    geom.rgba[2] = float(colour.blueF());
    geom.texid = -1;
  }
}

QImage SceneRenderer::render(const Camera& camera, QSize wanted, double device_pixel_ratio) {
  const QSize size = wanted.boundedTo(kLargest).expandedTo({16, 16});
  aim(camera, size);
  mjr_render({0, 0, size.width(), size.height()}, &scene_, &context_);
  QImage image = readPicture(size, context_);
  paintGhosts(image);
  if (const int fault = mjr_getError()) throw base::Error("OpenGL reports error " + std::to_string(fault));
  image.setDevicePixelRatio(device_pixel_ratio);
  return image;
}

void SceneRenderer::paintGhosts(QImage& image) {
  std::vector<Ghost> ghosts;
  for (std::size_t i = 0; i < cast_size_; ++i) {
    const Body& body = bodies_[i];
    if (!body.shown || body.look.solid) continue;
    ghosts.push_back({body.data.get(), body.look.colour.isValid() ? body.look.colour : QColor(Qt::white),
                      body.look.opacity, body.look.edge});
  }
  const int edge_width = std::max(1, static_cast<int>(std::lround(image.height() / kEdgesPerHeight)));
  if (!ghosts.empty()) ghosts_->paint(image, ghosts, scene_, option_, context_, edge_width);
}

std::optional<Pick> SceneRenderer::pick(double x, double y) const {
  Pick pick;
  int geom = -1, skin = -1;
  // mjv_select counts y from below.
  pick.body = mjv_select(model_.get(), leader(), &option_, aspect_, x, 1 - y, &scene_, pick.point.data(), &geom, &skin);
  if (pick.body < 0) return std::nullopt;
  return pick;
}

Camera SceneRenderer::chooseDefaultCamera() const {
  Camera camera;
  if (model_->ncam == 0) {
    camera.azimuth = 120;
    camera.elevation = -20;
    camera.distance = 2.2 * model_->stat.extent;
    for (std::size_t i = 0; i < 3 && !moves_; ++i) camera.offset[i] = model_->stat.center[i];
    return camera;
  }
  // The ray of view from the author's camera; its nearest point to the followed one is where a free camera looks.
  const double* eye = leader()->cam_xpos;
  const double* axes = leader()->cam_xmat;  // row-major; the third column points backwards
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
