#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "data/transition.h"

namespace mbpo {

struct TrainingState;

/// The learned numbers of a moment at which all of them were finite, in memory: what training falls back to when some
/// are not any more. The agent's are kept every record_interval real steps, the ensemble's after every fit: copies of a
/// few megabytes. Not part of a checkpoint, which holds finite numbers itself.
struct SafePoint {
  struct Copy {
    std::vector<at::Tensor> tensors;
    std::vector<std::int64_t> counts;  ///< the optimisers' steps, …
    std::int64_t real_steps = 0;
    int returns = 0;  ///< how often training has come back to it
  };
  std::optional<Copy> agent, ensemble;
};

/// Keeps what is learned now, unless some of it is not finite.
void keepAgent(TrainingState& state);
void keepEnsemble(TrainingState& state);

/// When some number of the agent (of the ensemble) is not finite: says which, puts the kept ones back, raises the check
/// `losses` (`model_fit`). False when all are finite. Throws base::Error when nothing was kept, or at the fourth return
/// to the same point: then the cause is still there.
bool rollBackAgent(TrainingState& state);
bool rollBackEnsemble(TrainingState& state);

/// Which part of a batch is not finite: "a reward"; empty: all is finite.
std::string findBadPart(const data::TransitionBatch& batch);

}  // namespace mbpo
