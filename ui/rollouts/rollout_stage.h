#pragma once

#include <QPalette>
#include <memory>

#include "inspect/comparison.h"
#include "ui/viewer/stage.h"

namespace rollouts {

/// The bodies of a comparison for the viewer: the true one in its own colours, each member's mean path as a ghost in
/// that member's colour, with the critics' Q̂ of each where the run keeps critics. Null where there is no body to show
/// (`Comparison::body_note` says why).
std::shared_ptr<const viewer::Stage> makeStage(const inspect::Comparison& comparison, const QPalette& palette);

}  // namespace rollouts
