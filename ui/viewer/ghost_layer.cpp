#include "ui/viewer/ghost_layer.h"

#include <algorithm>
#include <cmath>

namespace viewer {
namespace {

constexpr int kMostGeoms = 500;
constexpr double kBehind = 0.25;  // of α where something stands in front
constexpr double kEdgeOpacity = 0.95, kEdgeBehind = 0.7;
constexpr double kThickness = 0.03;  // metres: a ghost within a body, not clearly before it, counts as behind
constexpr float kGlow = 0.25F;       // own light of a ghost, so that its colour is known in the shade too
constexpr double kEdgeShade = 1.2;   // the edge is that much darker than the ghost: seen on a light sky

/// Metres ahead of the eye from what the depth buffer holds, d in [0, 1]: z = n f / (f − d (f − n)).
class DepthScale {
 public:
  explicit DepthScale(const mjvGLCamera& camera)
      : near_(double(camera.frustum_near)), far_(double(camera.frustum_far)) {}
  double metres(float d) const { return near_ * far_ / (far_ - double(d) * (far_ - near_)); }

 private:
  double near_, far_;
};

/// The pixels that a body may cover, y from the bottom: around the bounding spheres of its moving geoms.
QRect calcBounds(const mjModel& model, const mjData& data, const Projection& projection, QSize size) {
  const QRect whole({0, 0}, size);
  QRectF bounds;
  for (int geom = 0; geom < model.ngeom; ++geom) {
    const double radius = model.geom_rbound[geom];
    if (radius <= 0 || model.body_weldid[model.geom_bodyid[geom]] == 0) continue;  // a plane; a part of the world
    const mjtNum* at = data.geom_xpos + 3 * geom;
    const Point centre{at[0], at[1], at[2]};
    const double nearest = projection.depth(centre) - radius;
    const auto place = projection.place(centre);
    if (nearest <= 0 || !place) return whole;
    const double reach = radius * projection.pixelsPerMetre(nearest) + 4;
    bounds |= QRectF(place->x() - reach, size.height() - place->y() - reach, 2 * reach, 2 * reach);
  }
  return bounds.toAlignedRect() & whole;
}

mjrRect asGlRect(const QRect& area) { return {area.x(), area.y(), area.width(), area.height()}; }

unsigned char mix(unsigned char below, double above, double alpha) {
  return static_cast<unsigned char>(std::lround(below + alpha * (above - below)));
}

}  // namespace

GhostLayer::GhostLayer(const mjModel& model) : model_(model) {
  mjv_defaultScene(&alone_);
  mjv_makeScene(&model, &alone_, kMostGeoms);
  for (const int flag : {mjRND_SHADOW, mjRND_REFLECTION, mjRND_SKYBOX, mjRND_FOG, mjRND_HAZE}) alone_.flags[flag] = 0;
}

GhostLayer::~GhostLayer() { mjv_freeScene(&alone_); }

void GhostLayer::paint(QImage& image, std::span<const Ghost> ghosts, const mjvScene& scene, const mjvOption& option,
                       const mjrContext& context, int edge_width) {
  const Projection projection(mjv_averageCamera(scene.camera, scene.camera + 1), image.size());
  std::vector<QRect> areas;
  QRect together;
  for (const Ghost& ghost : ghosts) {
    areas.push_back(calcBounds(model_, *ghost.data, projection, image.size()));
    together |= areas.back();
  }
  if (together.isEmpty()) return;
  const auto pixels = [](const QRect& area) { return static_cast<std::size_t>(area.width()) * area.height(); };
  picture_depth_.resize(pixels(together));
  mjr_readPixels(nullptr, picture_depth_.data(), asGlRect(together), &context);
  for (std::size_t i = 0; i < ghosts.size(); ++i) {
    if (areas[i].isEmpty()) continue;
    renderAlone(ghosts[i], scene, option, context, image.size());
    ghost_pixels_.resize(3 * pixels(areas[i]));
    ghost_depth_.resize(pixels(areas[i]));
    mjr_readPixels(ghost_pixels_.data(), ghost_depth_.data(), asGlRect(areas[i]), &context);
    blend(image, ghosts[i], areas[i], together, edge_width);
  }
}

void GhostLayer::renderAlone(const Ghost& ghost, const mjvScene& scene, const mjvOption& option,
                             const mjrContext& context, QSize size) {
  std::copy_n(scene.camera, 2, alone_.camera);
  std::copy_n(scene.lights, scene.nlight, alone_.lights);
  alone_.nlight = scene.nlight;
  alone_.ngeom = 0;
  mjv_addGeoms(&model_, ghost.data, &option, nullptr, mjCAT_DYNAMIC, &alone_);
  const float rgba[] = {float(ghost.colour.redF()), float(ghost.colour.greenF()), float(ghost.colour.blueF()), 1};
  for (mjvGeom& geom : std::span(alone_.geoms, static_cast<std::size_t>(alone_.ngeom))) {
    std::copy_n(rgba, 4, geom.rgba);
    geom.texid = -1;
    geom.emission = kGlow;
    geom.reflectance = 0;
    geom.transparent = 0;
  }
  mjr_render({0, 0, size.width(), size.height()}, &alone_, &context);
}

void GhostLayer::blend(QImage& image, const Ghost& ghost, const QRect& area, const QRect& depth_area,
                       int edge_width) const {
  const int width = area.width(), height = area.height();
  const auto index = [&](int x, int y) { return static_cast<std::size_t>(y) * width + x; };
  const auto covered = [&](int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < height && ghost_depth_[index(x, y)] < 1;
  };
  const DepthScale scale(alone_.camera[0]);
  const QColor edge = ghost.colour.darker(int(100 * kEdgeShade));
  const double edge_ink[] = {255 * edge.redF(), 255 * edge.greenF(), 255 * edge.blueF()};
  for (int y = 0; y < height; ++y) {
    unsigned char* row = image.scanLine(image.height() - 1 - (area.y() + y)) + 3 * area.x();
    const float* in_front = picture_depth_.data() +
                            static_cast<std::size_t>(area.y() + y - depth_area.y()) * depth_area.width() +
                            (area.x() - depth_area.x());
    for (int x = 0; x < width; ++x) {
      const float depth = ghost_depth_[index(x, y)];
      if (depth >= 1) continue;
      const double share = scale.metres(depth) > scale.metres(in_front[x]) - kThickness ? kBehind : 1;
      const bool runs_upright = !covered(x - edge_width, y) || !covered(x + edge_width, y);
      const bool is_edge = runs_upright || !covered(x, y - edge_width) || !covered(x, y + edge_width);
      const int along = (runs_upright ? area.y() + y : area.x() + x) / (2 * edge_width);
      unsigned char* pixel = row + 3 * x;
      if (is_edge && hasInk(ghost.edge, along)) {
        const double alpha = kEdgeOpacity * std::max(share, kEdgeBehind) * std::min(1.0, 2 * ghost.opacity);
        for (int c = 0; c < 3; ++c) pixel[c] = mix(pixel[c], edge_ink[c], alpha);
      } else {
        const unsigned char* own = ghost_pixels_.data() + 3 * index(x, y);
        for (int c = 0; c < 3; ++c) pixel[c] = mix(pixel[c], own[c], share * ghost.opacity);
      }
    }
  }
}

}  // namespace viewer
