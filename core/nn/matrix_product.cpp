#include "nn/matrix_product.h"

#include <dnnl.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "base/error.h"
#include "nn/bf16_product.h"

namespace nn {
namespace {

std::string shapeText(ConstMatrix a, ConstMatrix b, Matrix c) {
  const auto text = [](ConstMatrix m) { return std::to_string(m.rows) + " × " + std::to_string(m.columns); };
  return "A is " + text(a) + ", B is " + text(b) + ", C is " + text(c);
}

// C ← op(A) op(B) + beta C. `transpose_a`, `transpose_b` as the library wants them: 'N' or 'T'. `inner` is the length
// of the sums.
void product(char transpose_a, char transpose_b, std::int64_t inner, ConstMatrix a, ConstMatrix b, float beta, Matrix c,
             Precision precision) {
  if (c.rows == 0 || c.columns == 0) return;
  if (precision == Precision::bf16) {
    multiplyBf16(transpose_a == 'T', transpose_b == 'T', inner, a, b, beta != 0.0F, c);
    return;
  }
  const dnnl_status_t status = dnnl_sgemm(transpose_a, transpose_b, c.rows, c.columns, inner, 1.0F, a.data, a.stride,
                                          b.data, b.stride, beta, c.data, c.stride);
  WORKBENCH_CHECK(status == dnnl_success, "dnnl_sgemm returned " + std::to_string(status));
}

}  // namespace

void multiply(ConstMatrix a, ConstMatrix b, Matrix c, Precision precision) {
  WORKBENCH_CHECK(a.columns == b.rows && c.rows == a.rows && c.columns == b.columns, shapeText(a, b, c));
  product('N', 'N', a.columns, a, b, 0.0F, c, precision);
}

void multiplyLeftTransposed(ConstMatrix a, ConstMatrix b, Matrix c, Precision precision) {
  WORKBENCH_CHECK(a.rows == b.rows && c.rows == a.columns && c.columns == b.columns, shapeText(a, b, c));
  product('T', 'N', a.rows, a, b, 0.0F, c, precision);
}

void addLeftTransposed(ConstMatrix a, ConstMatrix b, Matrix c, Precision precision) {
  WORKBENCH_CHECK(a.rows == b.rows && c.rows == a.columns && c.columns == b.columns, shapeText(a, b, c));
  product('T', 'N', a.rows, a, b, 1.0F, c, precision);
}

void multiplyRightTransposed(ConstMatrix a, ConstMatrix b, Matrix c, Precision precision) {
  WORKBENCH_CHECK(a.columns == b.columns && c.rows == a.rows && c.columns == b.rows, shapeText(a, b, c));
  product('N', 'T', a.columns, a, b, 0.0F, c, precision);
}

double measureBf16Speedup() {
  constexpr std::int64_t kSize = 256;
  constexpr int kRepetitions = 20;
  std::vector<float> a(kSize * kSize, 1.0F), c(kSize * kSize);
  const auto fastest = [&](Precision precision) {
    const Matrix factor{a.data(), kSize, kSize, kSize};
    auto least = std::chrono::steady_clock::duration::max();
    for (int i = 0; i < kRepetitions; ++i) {
      const auto start = std::chrono::steady_clock::now();
      multiply(factor, factor, {c.data(), kSize, kSize, kSize}, precision);
      least = std::min(least, std::chrono::steady_clock::now() - start);
    }
    return std::chrono::duration<double>(least).count();
  };
  return fastest(Precision::fp32) / fastest(Precision::bf16);
}

}  // namespace nn
