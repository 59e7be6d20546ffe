#include "data/holdout_split.h"

#include <ATen/ATen.h>

#include <algorithm>

#include "base/error.h"

namespace data {

HoldoutSplit drawHoldoutSplit(std::int64_t n, double ratio, std::int64_t limit, std::int64_t members,
                              nn::Noise& noise) {
  WORKBENCH_CHECK(n >= 2, "only " + std::to_string(n) + " transitions");
  const auto share = static_cast<std::int64_t>(ratio * static_cast<double>(n));
  const std::int64_t n_holdout = std::clamp<std::int64_t>(std::min(share, limit), 1, n - 1);
  const std::int64_t n_train = n - n_holdout;
  const at::Tensor order = noise.permutation(n);
  HoldoutSplit split;
  split.holdout = order.narrow(0, 0, n_holdout).contiguous();
  split.unique_training = order.narrow(0, n_holdout, n_train).contiguous();
  const at::Tensor picks = noise.integers(n_train, {members, n_train});
  split.training = split.unique_training.index_select(0, picks.view(-1)).view({members, n_train});
  return split;
}

}  // namespace data
