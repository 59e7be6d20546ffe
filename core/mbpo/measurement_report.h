#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "mbpo/measurement_record.h"
#include "mbpo/metric.h"

namespace mbpo {

/// All of stage 6, measured anew from a checkpoint.
struct MeasurementReport {
  std::string environment;
  std::int64_t real_steps = 0, updates = 0, fits = 0;
  int epoch = -1;
  std::string stage;                              ///< where the checkpoint lies
  bool inside_fit = false;                        ///< the model is half trained: its errors are of no use
  std::vector<std::pair<Metric, double>> values;  ///< as in a row
  std::vector<MeasurementRecord> records;         ///< estimator, samples, standard error, arrays
};

/// Reads the checkpoint and measures with random numbers that depend on the run's seed alone: the same file gives the
/// same report. Nothing is written. Throws base::Error.
MeasurementReport measureCheckpoint(const std::filesystem::path& file);

}  // namespace mbpo
