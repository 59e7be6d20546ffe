#pragma once

#include "nn/matrix.h"

namespace nn {

/// What the factors of a product are rounded to; sums are always float32.
enum class Precision { fp32, bf16 };

// The three products of a dense layer, on the calling thread alone (oneDNN, which picks the processor's instruction
// set when it runs). Shapes are checked. Any number of threads may multiply at once into different results.

void multiply(ConstMatrix a, ConstMatrix b, Matrix c, Precision precision);                 ///< C ← A B
void multiplyLeftTransposed(ConstMatrix a, ConstMatrix b, Matrix c, Precision precision);   ///< C ← Aᵀ B
void multiplyRightTransposed(ConstMatrix a, ConstMatrix b, Matrix c, Precision precision);  ///< C ← A Bᵀ

/// Whether this processor multiplies bf16 natively; where it does not, bf16 works but is slower than fp32.
bool multipliesBf16Natively();

}  // namespace nn
