#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

// Loops over many floats are compiled once for each instruction set and picked when the program starts, so that one
// binary runs on any x86-64. Sanitisers cannot run the pickers; other processors need none.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define WORKBENCH_VECTOR_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define WORKBENCH_VECTOR_CLONES
#endif

namespace nn {

// Elementary functions without branches or calls, so that loops over them vectorise. NaN stays NaN.

/// eˣ to 2e-7 relative, x cut to [−60, 60]: far beyond what densities need, and small enough that neither the result,
/// nor its reciprocal, nor their product with an activation is denormal (one such operand costs a hundred cycles).
[[gnu::always_inline]] inline float vectorExp(float x) {
  x = x < -60.0F ? -60.0F : x;
  x = x > 60.0F ? 60.0F : x;
  // eˣ = 2ⁿ eʳ with n = round(x / ln 2): adding 1.5·2²³ rounds to a whole number.
  constexpr float kRound = 12582912.0F;
  const float shifted = x * 1.44269504F + kRound;
  const float n = shifted - kRound;
  float r = x - n * 0.693359375F;  // ln 2 in two parts: the first exact in few bits
  r = r + n * 2.12194440e-4F;
  // Minimax polynomial of (eʳ − 1 − r)/r² on |r| ≤ ½ ln 2 (Cephes).
  float p = 1.9875691500e-4F;
  p = p * r + 1.3981999507e-3F;
  p = p * r + 8.3334519073e-3F;
  p = p * r + 4.1665795894e-2F;
  p = p * r + 1.6666665459e-1F;
  p = p * r + 5.0000001201e-1F;
  p = p * r * r + r + 1.0F;
  // 2ⁿ: n stands in the low bits of `shifted`; move it into the exponent.
  const auto bits = (std::bit_cast<std::uint32_t>(shifted) + 127U) << 23U;
  return p * std::bit_cast<float>(bits);
}

/// log(1 + t) for t in [0, 1], to 1e-7 absolute.
[[gnu::always_inline]] inline float vectorLog1p(float t) {
  // log(1 + t) = 2 artanh(z), z = t / (2 + t) ≤ ⅓: an odd series that converges by a factor 9 each term.
  const float z = t / (2.0F + t);
  const float z2 = z * z;
  float p = 1.0F / 15.0F;
  p = p * z2 + 1.0F / 13.0F;
  p = p * z2 + 1.0F / 11.0F;
  p = p * z2 + 1.0F / 9.0F;
  p = p * z2 + 1.0F / 7.0F;
  p = p * z2 + 1.0F / 5.0F;
  p = p * z2 + 1.0F / 3.0F;
  p = p * z2 + 1.0F;
  return 2.0F * z * p;
}

/// σ(x) = 1/(1 + e⁻ˣ)
[[gnu::always_inline]] inline float vectorSigmoid(float x) { return 1.0F / (1.0F + vectorExp(-x)); }

/// softplus(x) = log(1 + eˣ) = max(x, 0) + log(1 + e^{−|x|})
[[gnu::always_inline]] inline float vectorSoftplus(float x) {
  const float positive = x < 0.0F ? 0.0F : x;
  return positive + vectorLog1p(vectorExp(x < 0.0F ? x : -x));
}

/// tanh(x) = (1 − e^{−2|x|})/(1 + e^{−2|x|}) with x's sign; near 0, where that cancels, its odd series.
[[gnu::always_inline]] inline float vectorTanh(float x) {
  const float magnitude = x < 0.0F ? -x : x;
  const float t = vectorExp(-2.0F * magnitude);
  const float far = (1.0F - t) / (1.0F + t);
  const float x2 = x * x;
  const float near = magnitude * (1.0F + x2 * (-0.333333333F + x2 * (0.133333333F - x2 * 0.0539682540F)));
  const float value = magnitude < 0.2F ? near : far;
  return x < 0.0F ? -value : value;
}

}  // namespace nn
