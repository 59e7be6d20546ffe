#pragma once

#include "mbpo/frozen_model.h"

namespace mbpo {

struct TrainingState;

/// Copies the model, π and bounded samples of both buffers. The samples come from a stream of their own, so a run is
/// the same with and without; same state, same samples. One pass over each buffer, tens of milliseconds.
FrozenModel freezeModel(const TrainingState& state);

}  // namespace mbpo
