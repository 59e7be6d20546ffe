#include "agent/squashed_gaussian.h"

#include <numbers>
#include <numeric>
#include <vector>

#include "agent/policy.h"
#include "nn/joined_rows.h"
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

// Rows joined end to end; `terms` gets each dimension's part of log π.
WORKBENCH_VECTOR_CLONES void sample(std::int64_t n, const float* __restrict mean, const float* __restrict raw_log_std,
                                    const float* __restrict epsilon, float* __restrict a, float* __restrict terms) {
  for (std::int64_t i = 0; i < n; ++i) {
    const float log_std = cutLogStd(raw_log_std[i]);
    const float u = mean[i] + nn::vectorExp(log_std) * epsilon[i];
    a[i] = nn::vectorTanh(u);
    // log(1 − tanh²u) without cancellation
    const float log_slope = 2.0F * (std::numbers::ln2_v<float> - u - nn::vectorSoftplus(-2.0F * u));
    terms[i] = -0.5F * epsilon[i] * epsilon[i] - log_std - kHalfLog2Pi - log_slope;
  }
}

// Rows joined end to end; `mean` becomes ∂J/∂μ and `raw_log_std` ∂J/∂raw log σ.
WORKBENCH_VECTOR_CLONES void replaceByGradient(std::int64_t n, const float* __restrict epsilon,
                                               const float* __restrict a, const float* __restrict gradient_a,
                                               float gradient_log_pi, float* __restrict mean,
                                               float* __restrict raw_log_std) {
  for (std::int64_t i = 0; i < n; ++i) {
    const float raw = raw_log_std[i];
    const float gradient_u = gradient_a[i] * (1.0F - a[i] * a[i]) + gradient_log_pi * 2.0F * a[i];
    const float gradient_log_std = gradient_u * nn::vectorExp(cutLogStd(raw)) * epsilon[i] - gradient_log_pi;
    mean[i] = gradient_u;
    raw_log_std[i] = raw < kLow || raw > kHigh ? 0.0F : gradient_log_std;
  }
}

// Scratch of one thread.
struct Joined {
  std::vector<float> mean, raw_log_std, epsilon, a, other;
};

}  // namespace

void sampleSquashedGaussian(nn::ConstMatrix head, nn::ConstMatrix epsilon, nn::Matrix a, float* log_pi) {
  thread_local Joined joined;
  const std::int64_t n_a = a.columns;
  nn::joinRows(head, {0, n_a}, joined.mean);
  nn::joinRows(head, {n_a, n_a}, joined.raw_log_std);
  nn::joinRows(epsilon, {0, n_a}, joined.epsilon);
  joined.a.resize(joined.mean.size());
  joined.other.resize(joined.mean.size());
  sample(a.rows * n_a, joined.mean.data(), joined.raw_log_std.data(), joined.epsilon.data(), joined.a.data(),
         joined.other.data());
  nn::splitRows(joined.a, {0, n_a}, a);
  for (std::int64_t i = 0; i < a.rows; ++i) {
    log_pi[i] = std::accumulate(joined.other.data() + i * n_a, joined.other.data() + (i + 1) * n_a, 0.0F);
  }
}

void calcSquashedGaussianGradient(nn::ConstMatrix head, nn::ConstMatrix epsilon, nn::ConstMatrix a,
                                  nn::ConstMatrix gradient_a, float gradient_log_pi, nn::Matrix gradient_head) {
  thread_local Joined joined;
  const std::int64_t n_a = a.columns;
  nn::joinRows(head, {0, n_a}, joined.mean);
  nn::joinRows(head, {n_a, n_a}, joined.raw_log_std);
  nn::joinRows(epsilon, {0, n_a}, joined.epsilon);
  nn::joinRows(a, {0, n_a}, joined.a);
  nn::joinRows(gradient_a, {0, n_a}, joined.other);
  replaceByGradient(a.rows * n_a, joined.epsilon.data(), joined.a.data(), joined.other.data(), gradient_log_pi,
                    joined.mean.data(), joined.raw_log_std.data());
  nn::splitRows(joined.mean, {0, n_a}, gradient_head);
  nn::splitRows(joined.raw_log_std, {n_a, n_a}, gradient_head);
}

}  // namespace agent
