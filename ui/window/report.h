#pragma once

#include <QImage>
#include <QString>

#include "ui/bridge/parameter_board.h"

namespace window {

/// All charts of the bridge's run with their headline numbers, 1600 pixels wide.
QImage chartPicture(bridge::SessionBridge& bridge, bridge::ParameterBoard& board);

/// Reads a run and writes `chartPicture` of it; needs a QApplication, no display. Throws base::Error.
void writeReport(const QString& run_directory, const QString& file);

}  // namespace window
