#pragma once

#include <cstdint>

#include "base/random_stream.h"
#include "data/replay_buffer.h"
#include "data/transition.h"

namespace data {

/// How many of `batch` rows come from D_env: exactly int(real_ratio · batch), in every batch (never a coin flip per
/// batch); all of them while D_model is empty.
std::int64_t calcRealRows(std::int64_t batch, double real_ratio, std::int64_t model_buffer_size);

/// One SAC batch: real rows first, then model rows.
TransitionBatch sampleMixedBatch(const ReplayBuffer& env_buffer, const ReplayBuffer& model_buffer, std::int64_t batch,
                                 double real_ratio, base::RandomStream& random);

}  // namespace data
