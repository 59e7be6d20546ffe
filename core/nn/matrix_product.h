#pragma once

#include "nn/matrix.h"

namespace nn {

/// What the factors of a product are rounded to; sums are always float32.
enum class Precision { fp32, bf16 };

// The products of a dense layer, on the calling thread alone (oneDNN, which picks the processor's instruction
// set when it runs). Shapes are checked. Any number of threads may multiply at once into different results.

void multiply(ConstMatrix a, ConstMatrix b, Matrix c, Precision precision);                 ///< C ← A B
void multiplyLeftTransposed(ConstMatrix a, ConstMatrix b, Matrix c, Precision precision);   ///< C ← Aᵀ B
void addLeftTransposed(ConstMatrix a, ConstMatrix b, Matrix c, Precision precision);        ///< C ← C + Aᵀ B
void multiplyRightTransposed(ConstMatrix a, ConstMatrix b, Matrix c, Precision precision);  ///< C ← A Bᵀ

/// How many times faster bf16 products of a hidden layer's size are than fp32 ones here, timed within milliseconds.
/// Processors differ: some have no bf16 instructions, and on some these run at half the rate of fp32 ones.
double measureBf16Speedup();

}  // namespace nn
