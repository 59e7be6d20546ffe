#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "study/study_result.h"
#include "study/study_settings.h"

namespace study {

/// What a study is doing.
enum class StudyStage {
  train_policy,  ///< 1
  collect,       ///< 2
  fit,           ///< 3
  roll_out,      ///< 4
  improve,       ///< 5
  measure,       ///< 6
  finished
};

/// Where a study is.
struct StudyProgress {
  StudyStage stage = StudyStage::train_policy;
  double fraction = 0;           ///< of all the work, estimated; 0 … 1, never falling
  std::int64_t transitions = 0;  ///< n of the model in work; 0 before the first
  int policy = 0;                ///< number in work
  int policies = 0;              ///< in all, π_D not counted
};

/// "fit the model of 3000 transitions", "policy 4 of 12 on the model of 3000 transitions: real episodes".
std::string describe(const StudyProgress& progress);

/// How the error of a frozen model grows as the policy leaves the one that collected its data: figure 1 of Janner et
/// al. 2019. A machine of small steps, like mbpo::Trainer:
///
///     1. train_policy  π_D: a run's checkpoint, or `pretraining_steps` of training, or the untrained policy
///     2. collect       max n real transitions of π_D, from the start of an episode on; the states for KL, and σ_y
///     for each n:
///       3. fit         a new ensemble on the first n of them until its holdout error stops falling; then it is frozen.
///                      The policy starts as π_D again
///       6. measure     π_D itself: the curve's beginning, KL = 0
///       for each of P policies:
///         4. roll_out  branched rollouts of the model from the n transitions' states
///         5. improve   SAC updates on them
///         6. measure   KL, ε_π, and ε_m′ on fresh real episodes of this policy
///
/// The real episodes of stage 6 are diagnostic steps: counted, and seen by no model. All models share π_D, σ_y, the
/// states for KL and the random numbers of their measurements. `advance` does one unit of work, some tens of
/// milliseconds but for reading a checkpoint. The thread that constructs it must call every member. Throws base::Error.
class GeneralisationStudy {
 public:
  explicit GeneralisationStudy(StudySettings settings);
  ~GeneralisationStudy();

  void advance();
  bool finished() const;
  StudyProgress progress() const;
  /// What is measured so far. The same object until there is a new point; never null.
  std::shared_ptr<const StudyResult> result() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace study
