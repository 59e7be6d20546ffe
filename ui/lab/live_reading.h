#pragma once

#include <QString>
#include <cstdint>
#include <vector>

namespace lab {

/// What the shown run has estimated, as far as the laboratory can follow it. A plain value.
struct LiveReading {
  bool known = false;  ///< ε_m, ε_π and r_max have been estimated
  QString missing;     ///< if not: what is missing, and what to do
  QString run;         ///< name of the run
  double discount = 0, r_max = 0, eps_m = 0, eps_pi = 0;
  double slope = 0;    ///< 0 until three pairs are known
  std::int64_t k = 0;  ///< in force
  QString origins;     ///< estimators and samples, one sentence
  std::int64_t real_steps = 0;

  bool operator==(const LiveReading&) const = default;
};

/// The errors of the run at one time.
struct TrailPoint {
  double real_steps = 0, eps_pi = 0, eps_m = 0;

  bool operator==(const TrailPoint&) const = default;
};
using Trail = std::vector<TrailPoint>;

}  // namespace lab
