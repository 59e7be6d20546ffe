#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "nn/matrix.h"

namespace nn {

// Actions and observations are narrower than a vector register, so loops over one row at a time would waste most of
// it. Joined end to end, the rows of a batch make one long loop.

/// Columns `columns` of x, row after row, into out [rows · count].
inline void joinRows(ConstMatrix x, Range columns, std::vector<float>& out) {
  out.resize(static_cast<std::size_t>(x.rows * columns.count));
  for (std::int64_t i = 0; i < x.rows; ++i) {
    std::copy_n(x.row(i) + columns.first, columns.count, out.data() + i * columns.count);
  }
}

/// The same vector for each of `rows` rows, into out [rows · count].
inline void repeatRow(const float* row, std::int64_t count, std::int64_t rows, std::vector<float>& out) {
  out.resize(static_cast<std::size_t>(rows * count));
  for (std::int64_t i = 0; i < rows; ++i) std::copy_n(row, count, out.data() + i * count);
}

/// The inverse of `joinRows`.
inline void splitRows(const std::vector<float>& joined, Range columns, Matrix out) {
  for (std::int64_t i = 0; i < out.rows; ++i) {
    std::copy_n(joined.data() + i * columns.count, columns.count, out.row(i) + columns.first);
  }
}

}  // namespace nn
