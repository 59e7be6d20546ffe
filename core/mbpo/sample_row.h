#pragma once

namespace mbpo {

struct TrainingState;

/// A row of samples.jsonl: buffers, knobs, the SAC means and the seconds per stage since the last one.
void recordSample(TrainingState& state);

}  // namespace mbpo
