#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "inspect/comparison.h"
#include "inspect/comparison_spec.h"
#include "inspect/imagination.h"
#include "inspect/model_source.h"
#include "inspect/model_world.h"
#include "inspect/training_view.h"
#include "run/episode_archive.h"

namespace inspect {

/// Answers questions about one run: loads its newest model and the episodes it needs, imagines, compares. The work of
/// an InspectSession without the thread. One owner thread; throws base::Error for the world's faults.
class Comparer {
 public:
  explicit Comparer(std::filesystem::path run_directory);
  ~Comparer();

  /// Loads the newest model; true when it is another one than before.
  bool reload();
  const InspectedModel& model() const { return *model_; }  ///< after the first reload
  TrainingView trainingView() const;

  using Publish = std::function<void(const Comparison&)>;
  /// First the comparison, to `publish` as soon as it is there; the complete one is returned. Empty when `proceed` said
  /// no, which is asked between the model steps.
  std::optional<Comparison> compare(const ComparisonSpec& spec, const Proceed& proceed, const Publish& publish = {});

 private:
  struct Subject;   // the stretch of reality asked about
  struct Evidence;  // those that statistics rest on
  Subject findSubject(const ComparisonSpec& spec) const;
  Evidence findEvidence() const;
  bool addPaths(Comparison& comparison, const Subject& subject, const Proceed& proceed) const;
  bool addGrowth(Comparison& comparison, int horizon, const Evidence& evidence, const Proceed& proceed) const;
  bool addOneStep(Comparison& comparison, const Evidence& evidence, const Proceed& proceed) const;

  std::filesystem::path directory_;
  ModelSource source_;
  std::unique_ptr<InspectedModel> model_;
};

}  // namespace inspect
