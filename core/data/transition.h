#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>

namespace data {

/// How one transition lies in a buffer row of float32: [ s | a | r | s′ | terminal | t ].
struct TransitionLayout {
  std::int64_t n_s = 0;  ///< observation size
  std::int64_t n_a = 0;  ///< action size

  std::int64_t width() const { return 2 * n_s + n_a + 3; }
  std::int64_t action() const { return n_s; }
  std::int64_t reward() const { return n_s + n_a; }
  std::int64_t nextState() const { return n_s + n_a + 1; }
  std::int64_t terminal() const { return 2 * n_s + n_a + 1; }
  std::int64_t time() const { return 2 * n_s + n_a + 2; }

  bool operator==(const TransitionLayout&) const = default;
};

/// B transitions as views of one [B, width] tensor. Actions are normalised to [−1, 1]. `terminal` is 1 only for the
/// task's own end, never for a time limit. `t` is the step inside the episode (D_env) or the branch (D_model).
struct TransitionBatch {
  at::Tensor rows;      ///< [B, width] float32, contiguous
  at::Tensor s;         ///< [B, n_s]
  at::Tensor a;         ///< [B, n_a]
  at::Tensor r;         ///< [B, 1]
  at::Tensor s_next;    ///< [B, n_s]
  at::Tensor terminal;  ///< [B, 1], 0 or 1
  at::Tensor t;         ///< [B, 1]

  TransitionBatch(const TransitionLayout& layout, at::Tensor rows_of_batch);
  std::int64_t size() const { return rows.size(0); }
};

}  // namespace data
