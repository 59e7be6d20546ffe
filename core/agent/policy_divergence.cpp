#include "agent/policy_divergence.h"

#include <ATen/ATen.h>

namespace agent {

at::Tensor calcHeadKl(const GaussianHead& p, const GaussianHead& q) {
  const at::Tensor log_ratio = q.log_std - p.log_std;
  const at::Tensor q_precision = at::exp(-2.0 * q.log_std);
  // Σ log σ_q − log σ_p + σ_p²/(2σ_q²) + Δμ²/(2σ_q²) − ½
  return (log_ratio + 0.5 * at::exp(-2.0 * log_ratio) + 0.5 * (p.mean - q.mean).square() * q_precision - 0.5)
      .sum(1, /*keepdim=*/true);
}

}  // namespace agent
