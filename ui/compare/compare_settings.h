#pragma once

#include <QJsonObject>
#include <vector>

#include "mbpo/metric.h"
#include "ui/compare/x_axis.h"

namespace compare {

/// How runs are compared; what the page remembers from one start to the next. A value.
struct CompareSettings {
  std::vector<mbpo::Metric> metrics{mbpo::Metric::evaluation_return,
                                    mbpo::Metric::validation_rmse};  ///< one chart each
  XAxis x = XAxis::real_steps;
  bool log_x = false, log_y = false;
  bool grouped = false;  ///< one curve per configuration: mean ± std over its seeds
  double smoothing = 0;  ///< weight of the past, [0, 1)

  bool operator==(const CompareSettings&) const = default;
};

QJsonObject toJson(const CompareSettings& settings);
/// Leaves out what it does not know.
CompareSettings settingsFromJson(const QJsonObject& json);

}  // namespace compare
