#pragma once

#include <QImage>
#include <QString>

#include "ui/bridge/parameter_board.h"
#include "ui/charts/roofline.h"

namespace window {

/// All charts of the bridge's run with their headline numbers, 1600 pixels wide; or the charts of one section
/// (chart_plan.h) alone.
QImage chartPicture(bridge::SessionBridge& bridge, bridge::ParameterBoard& board, const QString& section = {});

/// Reads a run and writes `chartPicture` of it, or a study saved as JSON and writes its two charts; needs a QApplication,
/// no display. Throws base::Error.
void writeReport(const QString& source, const QString& file, const QString& section = {});

/// Draws a roofline in the application's colours: .svg as strokes, other pictures with two pixels per unit of length.
/// Throws base::Error.
void writeRoofline(const charts::Roofline& roofline, const QString& file);

}  // namespace window
