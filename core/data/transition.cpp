#include "data/transition.h"

#include <ATen/ATen.h>

namespace data {

TransitionBatch::TransitionBatch(const TransitionLayout& layout, at::Tensor rows_of_batch)
    : rows(std::move(rows_of_batch)),
      s(rows.narrow(1, 0, layout.n_s)),
      a(rows.narrow(1, layout.action(), layout.n_a)),
      r(rows.narrow(1, layout.reward(), 1)),
      s_next(rows.narrow(1, layout.nextState(), layout.n_s)),
      terminal(rows.narrow(1, layout.terminal(), 1)),
      t(rows.narrow(1, layout.time(), 1)) {}

}  // namespace data
