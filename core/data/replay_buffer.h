#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <span>

#include "base/random_stream.h"
#include "data/transition.h"

namespace data {

/// A ring of transitions: D_env and D_model. When full, the oldest row goes first. Memory is touched only as it
/// fills: capacity · width · 4 bytes at the most. One owner thread.
class ReplayBuffer {
 public:
  ReplayBuffer(const TransitionLayout& layout, std::int64_t capacity);

  /// One row of `layout.width()` floats.
  void push(std::span<const float> row);
  /// Rows [B, width], oldest first.
  void push(const at::Tensor& rows);

  /// Copies of n rows drawn uniformly with replacement into `out` [n, width]. The buffer must not be empty.
  void sampleInto(const at::Tensor& out, base::RandomStream& random) const;
  at::Tensor sample(std::int64_t n, base::RandomStream& random) const;  ///< [n, width]

  /// Row i counted from the oldest, 0 ≤ i < size().
  std::span<const float> row(std::int64_t i) const;
  /// The rows from row i on that lie in one piece in memory, 0 ≤ i < size(): at least one.
  std::span<const float> rowsFrom(std::int64_t i) const;
  /// All rows, oldest first, [size, width]; a copy.
  at::Tensor rows() const;

  /// How many rows were ever pushed: row i is number taken() − size() + i in order of arrival.
  std::int64_t taken() const { return taken_; }
  /// Holds these rows alone, the last ones of `taken` that were ever pushed.
  void restore(const at::Tensor& rows, std::int64_t taken);

  /// Changes the capacity and keeps the newest rows that fit.
  void resize(std::int64_t capacity);
  void clear();

  std::int64_t size() const { return size_; }
  std::int64_t capacity() const { return capacity_; }
  const TransitionLayout& layout() const { return layout_; }

 private:
  std::int64_t slot(std::int64_t i) const { return (oldest_ + i) % capacity_; }

  TransitionLayout layout_;
  std::int64_t capacity_;
  std::int64_t size_ = 0;
  std::int64_t oldest_ = 0;
  std::int64_t taken_ = 0;
  at::Tensor storage_;  ///< [capacity, width]
};

}  // namespace data
