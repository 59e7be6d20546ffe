#pragma once

#include <filesystem>

#include "inspect/comparison.h"
#include "inspect/comparison_spec.h"
#include "inspect/training_view.h"

namespace inspect {

/// One question, answered at once in the calling thread (seconds). Throws base::Error.
Comparison answer(const std::filesystem::path& run_directory, const ComparisonSpec& spec);
TrainingView readTrainingView(const std::filesystem::path& run_directory);

}  // namespace inspect
