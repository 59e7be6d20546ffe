#pragma once

#include <QString>

#include "mbpo/configuration.h"
#include "run/history.h"

namespace compare {

/// What runs are laid side by side over. Epochs are counted after the warm-up and run on between their ends:
///
///     epoch(point) = (real_steps − warm_up_steps) / E
///
/// both fixed when a run starts, so this is exact; the warm-up has negative ones.
enum class XAxis { real_steps, epochs, wall_time };

double positionOf(const run::Point& point, const mbpo::Configuration& configuration, XAxis axis);

QString axisTitle(XAxis axis);  ///< with its unit, for people
QString axisName(XAxis axis);   ///< in settings and tables: "real_steps"
XAxis axisNamed(const QString& name);

}  // namespace compare
