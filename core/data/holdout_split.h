#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

#include "nn/noise.h"

namespace data {

/// Row numbers of D_env for one model fit.
struct HoldoutSplit {
  at::Tensor training;  ///< [E, n_train] int64: each network's bootstrap, drawn with replacement
  at::Tensor unique_training;  ///< [n_train] int64: the training rows themselves (normaliser statistics)
  at::Tensor holdout;   ///< [n_holdout] int64: never in `training`
};

/// Holds out min(ratio · n, limit) random rows (at least one when n ≥ 2) and bootstraps the rest for `members` networks.
HoldoutSplit drawHoldoutSplit(std::int64_t n, double ratio, std::int64_t limit, std::int64_t members, nn::Noise& noise);

}  // namespace data
