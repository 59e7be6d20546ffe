#include "nn/activation_kernels.h"

#include "nn/vector_math.h"

namespace nn {
namespace {

WORKBENCH_VECTOR_CLONES void biasRow(std::int64_t n, const float* __restrict b, float* __restrict z) {
  for (std::int64_t i = 0; i < n; ++i) z[i] += b[i];
}

WORKBENCH_VECTOR_CLONES void reluRow(std::int64_t n, const float* __restrict b, float* __restrict z) {
  for (std::int64_t i = 0; i < n; ++i) {
    const float x = z[i] + b[i];
    z[i] = x < 0.0F ? 0.0F : x;  // NaN stays
  }
}

WORKBENCH_VECTOR_CLONES void siluRow(std::int64_t n, const float* __restrict b, float* __restrict z) {
  for (std::int64_t i = 0; i < n; ++i) {
    const float x = z[i] + b[i];
    z[i] = x * vectorSigmoid(x);
  }
}

WORKBENCH_VECTOR_CLONES void siluRowWithSlope(std::int64_t n, const float* __restrict b, float* __restrict z,
                                              float* __restrict slope) {
  for (std::int64_t i = 0; i < n; ++i) {
    const float x = z[i] + b[i];
    const float s = vectorSigmoid(x);
    z[i] = x * s;
    slope[i] = s * (1.0F + x * (1.0F - s));
  }
}

WORKBENCH_VECTOR_CLONES void reluSlopeRow(std::int64_t n, const float* __restrict h, float* __restrict delta) {
  for (std::int64_t i = 0; i < n; ++i) delta[i] = h[i] > 0.0F ? delta[i] : 0.0F;
}

WORKBENCH_VECTOR_CLONES void factorRow(std::int64_t n, const float* __restrict factor, float* __restrict x) {
  for (std::int64_t i = 0; i < n; ++i) x[i] *= factor[i];
}

WORKBENCH_VECTOR_CLONES void addRow(std::int64_t n, const float* __restrict x, float* __restrict sums) {
  for (std::int64_t i = 0; i < n; ++i) sums[i] += x[i];
}

}  // namespace

void addBias(Matrix z, const float* bias) {
  for (std::int64_t i = 0; i < z.rows; ++i) biasRow(z.columns, bias, z.row(i));
}

void addBiasRelu(Matrix z, const float* bias) {
  for (std::int64_t i = 0; i < z.rows; ++i) reluRow(z.columns, bias, z.row(i));
}

void addBiasSilu(Matrix z, const float* bias) {
  for (std::int64_t i = 0; i < z.rows; ++i) siluRow(z.columns, bias, z.row(i));
}

void addBiasSilu(Matrix z, const float* bias, Matrix slope) {
  for (std::int64_t i = 0; i < z.rows; ++i) siluRowWithSlope(z.columns, bias, z.row(i), slope.row(i));
}

void multiplyByReluSlope(Matrix delta, ConstMatrix h) {
  for (std::int64_t i = 0; i < delta.rows; ++i) reluSlopeRow(delta.columns, h.row(i), delta.row(i));
}

void multiplyElementwise(Matrix x, ConstMatrix factor) {
  for (std::int64_t i = 0; i < x.rows; ++i) factorRow(x.columns, factor.row(i), x.row(i));
}

void addRows(ConstMatrix delta, float* sums) {
  for (std::int64_t i = 0; i < delta.rows; ++i) addRow(delta.columns, delta.row(i), sums);
}

WORKBENCH_VECTOR_CLONES void addScaled(std::int64_t n, float scale, const float* __restrict x, float* __restrict y) {
  for (std::int64_t i = 0; i < n; ++i) y[i] += scale * x[i];
}

}  // namespace nn
