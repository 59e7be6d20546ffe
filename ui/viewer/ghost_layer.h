#pragma once

#include <mujoco/mujoco.h>

#include <QColor>
#include <QImage>
#include <QRect>
#include <span>
#include <vector>

#include "ui/viewer/line_pattern.h"
#include "ui/viewer/projection.h"

namespace viewer {

/// A posed body to be drawn as a ghost.
struct Ghost {
  mjData* data = nullptr;
  QColor colour;
  double opacity = 0.5;
  LinePattern edge = LinePattern::whole;
};

/// Draws translucent bodies over a finished picture. MuJoCo's own transparency blends a body's limbs with each other at
/// every joint; here each ghost is rendered alone and solid, and then laid over the picture as one pane of tinted
/// glass,
///
///     pixel ← (1 − α) pixel + α ghost,
///
/// with a thin edge around its outline. Where something stands in front of it, or where it is within a body, α and the
/// edge are fainter: a ghost is seen through a body, still known to be behind it, and one that has not parted from the
/// true body yet leaves that body its colours. Needs the current GL context; one owner thread.
class GhostLayer {
 public:
  explicit GhostLayer(const mjModel& model);
  ~GhostLayer();
  GhostLayer(const GhostLayer&) = delete;
  GhostLayer& operator=(const GhostLayer&) = delete;

  /// `image` (RGB888) shows `scene`, and the offscreen buffer still has its depth. `edge_width`: pixels.
  void paint(QImage& image, std::span<const Ghost> ghosts, const mjvScene& scene, const mjvOption& option,
             const mjrContext& context, int edge_width);

 private:
  void renderAlone(const Ghost& ghost, const mjvScene& scene, const mjvOption& option, const mjrContext& context,
                   QSize size);
  void blend(QImage& image, const Ghost& ghost, const QRect& area, const QRect& depth_area, int edge_width) const;

  const mjModel& model_;
  mjvScene alone_;
  // Of the rectangle at hand, rows from the bottom as OpenGL has them.
  std::vector<float> picture_depth_, ghost_depth_;
  std::vector<unsigned char> ghost_pixels_;
};

}  // namespace viewer
