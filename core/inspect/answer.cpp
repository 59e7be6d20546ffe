#include "inspect/answer.h"

#include "inspect/compare.h"

namespace inspect {

Comparison answer(const std::filesystem::path& run_directory, const ComparisonSpec& spec) {
  Comparer comparer(run_directory);
  return *comparer.compare(spec, [] { return true; });
}

TrainingView readTrainingView(const std::filesystem::path& run_directory) {
  Comparer comparer(run_directory);
  comparer.reload();
  return comparer.trainingView();
}

}  // namespace inspect
