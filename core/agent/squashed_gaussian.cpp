#include "agent/squashed_gaussian.h"

#include <numbers>

#include "agent/policy.h"
#include "nn/vector_math.h"

namespace agent {
namespace {

constexpr float kHalfLog2Pi = 0.918938533F;  // ½ log 2π
constexpr float kLow = static_cast<float>(kLogStdMin);
constexpr float kHigh = static_cast<float>(kLogStdMax);

[[gnu::always_inline]] inline float cutLogStd(float raw) {
  const float above = raw < kLow ? kLow : raw;
  return above > kHigh ? kHigh : above;
}

WORKBENCH_VECTOR_CLONES float sampleRow(std::int64_t n_a, const float* __restrict head,
                                        const float* __restrict epsilon, float* __restrict a) {
  float log_pi = 0;
  for (std::int64_t i = 0; i < n_a; ++i) {
    const float log_std = cutLogStd(head[n_a + i]);
    const float u = head[i] + nn::vectorExp(log_std) * epsilon[i];
    a[i] = nn::vectorTanh(u);
    // log(1 − tanh²u) without cancellation
    const float log_slope = 2.0F * (std::numbers::ln2_v<float> - u - nn::vectorSoftplus(-2.0F * u));
    log_pi += -0.5F * epsilon[i] * epsilon[i] - log_std - kHalfLog2Pi - log_slope;
  }
  return log_pi;
}

WORKBENCH_VECTOR_CLONES void gradientRow(std::int64_t n_a, const float* __restrict head,
                                         const float* __restrict epsilon, const float* __restrict a,
                                         const float* __restrict gradient_a, float gradient_log_pi,
                                         float* __restrict gradient_head) {
  for (std::int64_t i = 0; i < n_a; ++i) {
    const float raw = head[n_a + i];
    const float gradient_u = gradient_a[i] * (1.0F - a[i] * a[i]) + gradient_log_pi * 2.0F * a[i];
    const float gradient_log_std = gradient_u * nn::vectorExp(cutLogStd(raw)) * epsilon[i] - gradient_log_pi;
    gradient_head[i] = gradient_u;
    gradient_head[n_a + i] = raw < kLow || raw > kHigh ? 0.0F : gradient_log_std;
  }
}

}  // namespace

void sampleSquashedGaussian(nn::ConstMatrix head, nn::ConstMatrix epsilon, nn::Matrix a, float* log_pi) {
  for (std::int64_t i = 0; i < a.rows; ++i) log_pi[i] = sampleRow(a.columns, head.row(i), epsilon.row(i), a.row(i));
}

void calcSquashedGaussianGradient(nn::ConstMatrix head, nn::ConstMatrix epsilon, nn::ConstMatrix a,
                                  nn::ConstMatrix gradient_a, float gradient_log_pi, nn::Matrix gradient_head) {
  for (std::int64_t i = 0; i < a.rows; ++i) {
    gradientRow(a.columns, head.row(i), epsilon.row(i), a.row(i), gradient_a.row(i), gradient_log_pi,
                gradient_head.row(i));
  }
}

}  // namespace agent
