#include "agent/shift_penalty.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "agent/policy_divergence.h"

namespace agent {
namespace {

struct Gaussian {
  double mean = 0, log_std = 0;
};

Gaussian read(const float* head, std::int64_t i, std::int64_t n_a) {
  return {head[i], std::clamp(double{head[n_a + i]}, kLogStdMin, kLogStdMax)};
}

double calcRowKl(const float* head, const float* behaviour_head, std::int64_t n_a) {
  double kl = 0;
  for (std::int64_t i = 0; i < n_a; ++i) {
    const Gaussian p = read(head, i, n_a), q = read(behaviour_head, i, n_a);
    const double log_ratio = q.log_std - p.log_std;
    const double shift = (p.mean - q.mean) * std::exp(-q.log_std);
    kl += log_ratio + 0.5 * std::exp(-2.0 * log_ratio) + 0.5 * shift * shift - 0.5;
  }
  return std::max(0.0, kl);
}

}  // namespace

at::Tensor calcShiftPenalty(const GaussianHead& policy, const GaussianHead& behaviour_policy) {
  const auto in_double = [](const GaussianHead& head) {
    return GaussianHead{head.mean.to(at::kDouble), head.log_std.to(at::kDouble)};
  };
  const at::Tensor kl = calcHeadKl(in_double(policy), in_double(behaviour_policy)).clamp_min(0.0);
  // mean √(KL/2 + δ)
  return at::sqrt(0.5 * kl + kShiftFloor).mean();
}

double addShiftPenaltyGradient(nn::ConstMatrix head, nn::ConstMatrix behaviour_head, double weight, double batch,
                               nn::Matrix gradient_head) {
  const std::int64_t n_a = head.columns / 2;
  double sum = 0;
  for (std::int64_t row = 0; row < head.rows; ++row) {
    const float* p_row = head.row(row);
    const float* q_row = behaviour_head.row(row);
    float* gradient = gradient_head.row(row);
    const double root = std::sqrt(0.5 * calcRowKl(p_row, q_row, n_a) + kShiftFloor);
    sum += root;
    const double by_kl = weight / batch / (4.0 * root);
    for (std::int64_t i = 0; i < n_a; ++i) {
      const Gaussian p = read(p_row, i, n_a), q = read(q_row, i, n_a);
      const bool cut = double{p_row[n_a + i]} < kLogStdMin || double{p_row[n_a + i]} > kLogStdMax;
      gradient[i] += static_cast<float>(by_kl * (p.mean - q.mean) * std::exp(-2.0 * q.log_std));
      if (!cut) gradient[n_a + i] += static_cast<float>(by_kl * std::expm1(2.0 * (p.log_std - q.log_std)));
    }
  }
  return sum;
}

}  // namespace agent
