#pragma once

#include <QString>
#include <string_view>

#include "mbpo/metric.h"

namespace panels {

QString metricText(std::string_view text);
/// "exact", "estimated", "setting".
QString provenanceText(mbpo::Metric metric);
/// "validation RMSE (σ_y)".
QString axisTitle(mbpo::Metric metric);
/// Label, equation, description and provenance as a tooltip; all from mbpo::metricSpec.
QString metricTip(mbpo::Metric metric);

}  // namespace panels
