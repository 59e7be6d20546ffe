#pragma once

#include <QString>
#include <memory>

#include "ui/viewer/stage.h"

namespace viewer {

/// A bare MJCF left to itself, without controls, for some seconds: what can be shown of a body that nothing can act on.
/// Unstable physics ends it early. Compiles the model (milliseconds to seconds); throws base::Error with MuJoCo's
/// reason.
std::shared_ptr<const Stage> leaveToItself(const QString& mjcf, double seconds = 5);

}  // namespace viewer
