#include "nn/bf16_product.h"

#include <bit>
#include <dnnl.hpp>
#include <map>
#include <tuple>
#include <vector>

#include "nn/vector_math.h"

namespace nn {
namespace {

using Bf16 = std::uint16_t;

WORKBENCH_VECTOR_CLONES void roundRow(const float* __restrict x, std::int64_t n, Bf16* __restrict out) {
  for (std::int64_t i = 0; i < n; ++i) {
    const auto bits = std::bit_cast<std::uint32_t>(x[i]);
    out[i] = static_cast<Bf16>((bits + 0x7FFFU + ((bits >> 16U) & 1U)) >> 16U);  // to nearest, ties to even
  }
}

void round(ConstMatrix x, std::vector<Bf16>& out) {
  const auto size = static_cast<std::size_t>(x.rows * x.columns);
  if (out.size() < size) out.resize(size);
  for (std::int64_t i = 0; i < x.rows; ++i) roundRow(x.row(i), x.columns, out.data() + i * x.columns);
}

float widened(Bf16 x) { return std::bit_cast<float>(static_cast<std::uint32_t>(x) << 16U); }

/// sums[r] ← sums[r] + Σ_k A(r, k) b(k), A stored [rows, inner], or [inner, rows] when transposed.
WORKBENCH_VECTOR_CLONES void addColumnProduct(const Bf16* __restrict a, bool transpose_a, const Bf16* __restrict b,
                                              std::int64_t rows, std::int64_t inner, float* __restrict sums) {
  for (std::int64_t k = 0; transpose_a && k < inner; ++k) {
    const float factor = widened(b[k]);
    for (std::int64_t r = 0; r < rows; ++r) sums[r] += widened(a[k * rows + r]) * factor;
  }
  for (std::int64_t r = 0; !transpose_a && r < rows; ++r) {
    for (std::int64_t k = 0; k < inner; ++k) sums[r] += widened(a[r * inner + k]) * widened(b[k]);
  }
}

// One product's shape as a primitive of the library, made at first use.
struct Primitive {
  dnnl::matmul multiply;
  dnnl::memory::desc a, b, c;
};

struct Shape {
  bool transpose_a, transpose_b, add;
  std::int64_t rows, columns, inner, stride_c;
  auto operator<=>(const Shape&) const = default;
};

Primitive makePrimitive(const dnnl::engine& engine, const Shape& shape) {
  using Tag = dnnl::memory::format_tag;
  using Type = dnnl::memory::data_type;
  const dnnl::memory::desc a({shape.rows, shape.inner}, Type::bf16, shape.transpose_a ? Tag::ba : Tag::ab);
  const dnnl::memory::desc b({shape.inner, shape.columns}, Type::bf16, shape.transpose_b ? Tag::ba : Tag::ab);
  const dnnl::memory::desc c({shape.rows, shape.columns}, Type::f32, dnnl::memory::dims{shape.stride_c, 1});
  dnnl::primitive_attr attributes;
  if (shape.add) {
    dnnl::post_ops sum;
    sum.append_sum(1.0F);
    attributes.set_post_ops(sum);
  }
#if DNNL_VERSION_MAJOR >= 3
  const dnnl::matmul::primitive_desc description(engine, a, b, c, attributes);
#else
  const dnnl::matmul::primitive_desc description(dnnl::matmul::desc(a, b, c), attributes, engine);
#endif
  return {dnnl::matmul(description), a, b, c};
}

// What one thread keeps between its products.
struct Scratch {
  dnnl::engine engine{dnnl::engine::kind::cpu, 0};
  dnnl::stream stream{engine};
  std::map<Shape, Primitive> primitives;
  std::vector<Bf16> a, b;
  std::vector<float> sums;
};

}  // namespace

void multiplyBf16(bool transpose_a, bool transpose_b, std::int64_t inner, ConstMatrix a, ConstMatrix b, bool add,
                  Matrix c) {
  thread_local Scratch scratch;
  round(a, scratch.a);
  round(b, scratch.b);
  if (c.columns == 1) {  // oneDNN 3 takes such a result for one without gaps between its rows
    scratch.sums.assign(static_cast<std::size_t>(c.rows), 0.0F);
    addColumnProduct(scratch.a.data(), transpose_a, scratch.b.data(), c.rows, inner, scratch.sums.data());
    for (std::int64_t r = 0; r < c.rows; ++r) {
      float& out = c.row(r)[0];
      out = (add ? out : 0.0F) + scratch.sums[static_cast<std::size_t>(r)];
    }
    return;
  }
  const Shape shape{transpose_a, transpose_b, add, c.rows, c.columns, inner, c.stride};
  auto found = scratch.primitives.find(shape);
  if (found == scratch.primitives.end()) {
    found = scratch.primitives.emplace(shape, makePrimitive(scratch.engine, shape)).first;
  }
  Primitive& primitive = found->second;
  dnnl::memory source(primitive.a, scratch.engine, scratch.a.data());
  dnnl::memory weights(primitive.b, scratch.engine, scratch.b.data());
  dnnl::memory destination(primitive.c, scratch.engine, c.data);
  primitive.multiply.execute(scratch.stream,
                             {{DNNL_ARG_SRC, source}, {DNNL_ARG_WEIGHTS, weights}, {DNNL_ARG_DST, destination}});
  scratch.stream.wait();
}

}  // namespace nn
