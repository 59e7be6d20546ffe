#pragma once

#include <QPainter>
#include <QRectF>
#include <QStringList>

#include "ui/viewer/viewer_frame.h"

namespace viewer {

/// The lines of the HUD, in reading order. `policy_is_kept`: newer policies are not taken over.
struct HudText {
  QString task, policy;  ///< top left
  QStringList numbers;   ///< below: time, step, reward, return
  QString pace;          ///< top right, in a narrow pane at the bottom: speed asked and reached, pictures per second
  QString cost;          ///< below pace: what pictures cost; may be empty
  QString note;          ///< below: quality, or what should be known; may be empty
  QString hand;          ///< below: selected body, fixed camera; may be empty
  QStringList tracks;    ///< bottom left: the legend, one line per track
};
HudText calcHudText(const PlayStatus& status, bool policy_is_kept);

/// Light text on dark glass, the same on every scene and in every theme. The legend's swatches, and the names in the
/// pictures of a stage that stands side by side, follow `status`.
void paintHud(QPainter& painter, const QRectF& area, const QFont& font, const HudText& text, const PlayStatus& status);

/// A problem in the middle of the pane, in the theme's own colours.
void paintProblem(QPainter& painter, const QRectF& area, const QFont& font, const QPalette& palette,
                  const QString& problem);

}  // namespace viewer
