#pragma once

#include <optional>

#include "mbpo/metric.h"
#include "mbpo/recorded_bound.h"

namespace panels {

/// What a chart's series shows of the bound at one moment.
enum class BoundValue {
  lower_bound,   ///< ν̂ − C
  model_return,  ///< ν̂ or ν̂_branch(k)
  true_return,   ///< ν
  least_return,  ///< −r_max/(1−γ): a bound below says nothing
  penalty,       ///< C
  full_range,    ///< 2 r_max/(1−γ): a penalty above says nothing
  term,          ///< the additive term of C that a metric is named after; 0 where the theorem has none
  k_star,        ///< +∞ where it is unbounded
};

/// In reward units, or in r_max/(1−γ); k* is in model steps either way. Empty where it was not measured.
std::optional<double> calcValue(const mbpo::BoundPoint& point, BoundValue value, mbpo::Metric metric, bool normalised);

/// Whether the penalty at that moment has the term that a metric is named after.
bool hasTerm(const mbpo::BoundPoint& point, mbpo::Metric metric);

}  // namespace panels
