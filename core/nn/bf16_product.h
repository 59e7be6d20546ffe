#pragma once

#include "nn/matrix.h"

namespace nn {

/// C ← op(A) op(B), or C ← C + op(A) op(B) with `add`, with both factors rounded to bfloat16 (to nearest, ties to even)
/// and sums in float32. The factors are converted into scratch memory of the calling thread. `inner` is the length of
/// the sums.
void multiplyBf16(bool transpose_a, bool transpose_b, std::int64_t inner, ConstMatrix a, ConstMatrix b, bool add,
                  Matrix c);

}  // namespace nn
