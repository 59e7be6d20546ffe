#include "measure/policy_shift.h"

#include <ATen/ATen.h>

namespace measure {

at::Tensor calcGaussianKl(const agent::GaussianHead& p, const agent::GaussianHead& q) {
  // In double: for nearby policies the terms cancel to far below float's resolution.
  const at::Tensor mean_difference = p.mean.to(at::kDouble) - q.mean.to(at::kDouble);
  const at::Tensor log_ratio = q.log_std.to(at::kDouble) - p.log_std.to(at::kDouble);
  const at::Tensor q_precision = at::exp(-2.0 * q.log_std.to(at::kDouble));
  // Σ log σ_q − log σ_p + σ_p²/(2σ_q²) + Δμ²/(2σ_q²) − ½
  const at::Tensor kl =
      (log_ratio + 0.5 * at::exp(-2.0 * log_ratio) + 0.5 * mean_difference.square() * q_precision - 0.5).sum(1);
  return kl.clamp_min(0.0);  // rounding alone can bring it below
}

at::Tensor calcPinskerTv(const at::Tensor& kl) { return at::sqrt(0.5 * kl).clamp_max(1.0); }

PolicyShift measurePolicyShift(const agent::Policy& policy, const agent::Policy& behaviour_policy,
                               const at::Tensor& s) {
  const at::NoGradGuard no_gradient;
  const at::Tensor kl = calcGaussianKl(policy.head(s), behaviour_policy.head(s));
  return {calcAggregate(kl), calcAggregate(calcPinskerTv(kl)), s.size(0)};
}

}  // namespace measure
