#pragma once

#include "nn/matrix.h"

namespace nn {

// What happens between the products of a dense layer; in place, row by row, on the calling thread.

void addBias(Matrix z, const float* bias);                              ///< z ← z + b
void addBiasRelu(Matrix z, const float* bias);                          ///< z ← max(z + b, 0)
void addBiasSilu(Matrix z, const float* bias);                          ///< z ← x σ(x), x = z + b
void addBiasSilu(Matrix z, const float* bias, Matrix slope);            ///< and slope ← σ(x) (1 + x (1 − σ(x)))
void multiplyByReluSlope(Matrix delta, ConstMatrix h);                  ///< δ ← δ ⊙ [h > 0]
void multiplyElementwise(Matrix x, ConstMatrix factor);                 ///< x ← x ⊙ factor
void addRows(ConstMatrix delta, float* sums);                           ///< sums ← sums + Σ_rows δ
void addScaled(std::int64_t n, float scale, const float* x, float* y);  ///< y ← y + scale · x

}  // namespace nn
