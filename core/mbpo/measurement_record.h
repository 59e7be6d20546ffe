#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mbpo {

/// One estimate of stage 6 with everything that belongs to it: what a single number in a row cannot hold. A line of
/// measurements.jsonl:
///
///     {"serial": 7, "real_steps": 6000, "updates": 20000, "epoch": 0, "wall_seconds": 12.5, "name": "eps_m",
///      "estimator": "resolution_tv", "value": 0.31, "standard_error": 0.01, "samples": 1000,
///      "<setting>": 1.0, …, "<array>": [0.2, 0.31], …}
///
/// `name` is a metric's (metric.h). Settings and arrays may grow; readers take what they know.
struct MeasurementRecord {
  std::int64_t serial = 0;  ///< counts up within a run, also across resumes
  std::int64_t real_steps = 0, updates = 0;
  int epoch = 0;
  double wall_seconds = 0;
  std::string name, estimator;
  double value = 0, standard_error = 0;  ///< NaN: not known
  std::int64_t samples = 0;              ///< independent ones: rows, states, episodes, trajectories, pairs
  std::vector<std::pair<std::string, double>> settings;
  std::vector<std::pair<std::string, std::vector<double>>> arrays;
};

/// NaN is null, the infinities are the strings "Infinity" and "-Infinity", as in every row.
std::string toLine(const MeasurementRecord& record);
/// Throws base::Error saying what is wrong.
MeasurementRecord measurementFromLine(std::string_view line);

}  // namespace mbpo
