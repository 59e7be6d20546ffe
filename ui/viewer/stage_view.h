#pragma once

#include <QPointF>
#include <memory>
#include <optional>
#include <vector>

#include "ui/viewer/scene_renderer.h"
#include "ui/viewer/stage.h"
#include "ui/viewer/viewer_frame.h"

namespace viewer {

/// Draws the bodies of a stage at a step: over each other, with the ways of their followed bodies, or each in a picture
/// of its own. One owner thread, the renderer's; the renderer must outlive it.
class StageView {
 public:
  /// Throws base::Error when a track's states are none of the renderer's model.
  StageView(SceneRenderer& renderer, std::shared_ptr<const Stage> stage);

  /// Puts the bodies where they are at this step; the camera can then follow (SceneRenderer::follow).
  void pose(double step);
  QImage render(const Camera& camera, QSize size, double device_pixel_ratio, bool side_by_side, bool traces);
  /// Makes the renderer see what lies under this place, and translates it into the picture that it is in.
  QPointF aim(const Camera& camera, QSize size, bool side_by_side, QPointF place);
  /// After another body is followed.
  void calcPaths();

  /// Of the pose: for the HUD.
  std::vector<TrackStatus> tracks() const { return status_; }

 private:
  Appearance appearanceOf(std::size_t track) const;
  std::optional<QPointF> placeOnPath(const std::vector<Point>& path) const;
  void paintTraces(QImage& image, std::size_t first, std::size_t last) const;
  void updateStatus();

  SceneRenderer& renderer_;
  std::shared_ptr<const Stage> stage_;
  std::vector<std::vector<Point>> paths_;  // of the followed body, one per track
  std::vector<TrackStatus> status_;
  double step_ = 0;
};

}  // namespace viewer
