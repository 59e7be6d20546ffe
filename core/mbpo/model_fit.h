#pragma once

namespace mbpo {

struct TrainingState;

/// π_D becomes the present policy, and a fit on all of D_env begins.
void startFit(TrainingState& state);
/// What the finished fit was worth, into the fit's row and records; stage 6 remembers its holdout.
void concludeFit(TrainingState& state);

}  // namespace mbpo
