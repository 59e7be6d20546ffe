#pragma once

#include <cstdint>
#include <type_traits>

namespace nn {

/// `count` neighbours from `first` on: rows of a batch, columns of a weight matrix.
struct Range {
  std::int64_t first = 0, count = 0;
};

/// Part `part` of `parts` nearly equal pieces of 0 … total − 1; the pieces cover it and never overlap.
inline Range calcPart(std::int64_t total, int part, int parts) {
  const std::int64_t first = total * part / parts;
  return {first, total * (part + 1) / parts - first};
}

/// A row-major matrix that somebody else owns; `stride` floats lie between the starts of two rows.
template <class Float>
struct BasicMatrix {
  Float* data = nullptr;
  std::int64_t rows = 0, columns = 0, stride = 0;

  Float* row(std::int64_t i) const { return data + i * stride; }
  BasicMatrix rowRange(Range r) const { return {data + r.first * stride, r.count, columns, stride}; }
  BasicMatrix columnRange(Range r) const { return {data + r.first, rows, r.count, stride}; }
  operator BasicMatrix<const Float>() const requires(!std::is_const_v<Float>) { return {data, rows, columns, stride}; }
};
using Matrix = BasicMatrix<float>;
using ConstMatrix = BasicMatrix<const float>;

}  // namespace nn
