#pragma once

#include <QString>

namespace charts {

/// Something that happened at an x, such as a parameter change: a thin vertical line with a flag and a tooltip.
struct EventMarker {
  double x = 0;
  QString label{};    ///< a few characters on the flag: "k 1 → 5"
  QString tooltip{};  ///< a sentence: "rollout_length 1 → 5, applied at step 12 000"

  bool operator==(const EventMarker&) const = default;
};

}  // namespace charts
