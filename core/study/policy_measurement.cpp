#include "study/policy_measurement.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>

#include "measure/elite_predictions.h"
#include "measure/policy_shift.h"
#include "measure/resolution_kernel.h"

namespace study {

PolicyMeasurement::PolicyMeasurement(const Yardstick& yardstick, const agent::Policy& policy,
                                     const model::GaussianEnsemble& ensemble)
    : yardstick_(&yardstick),
      ensemble_(&ensemble),
      collector_(*yardstick.environment, policy.freeze(yardstick.action_low, yardstick.action_high), yardstick.quota,
                 yardstick.seed, "study episodes"),
      noise_(yardstick.seed, "study errors") {
  const auto shift = measure::measurePolicyShift(policy, *yardstick.behaviour_policy, yardstick.s);
  point_.kl_mean = shift.kl.mean;
  point_.kl_p95 = shift.kl.p95;
  point_.kl_max = shift.kl.max;
  point_.eps_pi_mean = shift.combined.eps_pi.mean;
  point_.eps_pi_p95 = shift.combined.eps_pi.p95;
  point_.eps_pi_max = shift.combined.eps_pi.max;
}

bool PolicyMeasurement::step() {
  if (!sweep_) {
    if (!collector_.step()) beginErrors();
    return true;
  }
  if (sweep_->step(noise_)) return true;
  recordErrors();
  return false;
}

void PolicyMeasurement::beginErrors() {
  const at::Tensor all = collector_.rows();
  const std::int64_t count = std::min(all.size(0), yardstick_->quota.rows);
  const at::Tensor rows = all.index_select(0, noise_.permutation(all.size(0)).narrow(0, 0, count));
  const data::TransitionLayout layout{yardstick_->environment->observationSize(),
                                      yardstick_->environment->actionSize()};
  const ModelData data = toModelData(layout, rows);
  point_.rows = count;
  point_.episodes = collector_.episodes();
  point_.return_mean = collector_.returnMean();
  point_.rmse = measureRmse(*ensemble_, data, yardstick_->sigma_y);
  sweep_.emplace(*ensemble_, measure::HeldOutTransitions{data.x, data.y, data.t}, yardstick_->sigma_y,
                 yardstick_->error);
}

void PolicyMeasurement::recordErrors() {
  const measure::ModelError error = sweep_->result().front();
  point_.eps_m_prime = {error.eps_m, error.standard_error};
  point_.eps_m_prime_mean = {error.overall.mean, error.overall.standard_error};
  point_.eps_m_prime_pac = error.eps_m_pac;
}

Measured measureRmse(const model::GaussianEnsemble& ensemble, const ModelData& data, const at::Tensor& sigma_y) {
  const at::NoGradGuard no_gradient;
  const measure::ResolutionKernel kernel(sigma_y);
  if (kernel.dimensions.size(0) == 0 || data.x.size(0) == 0) return {};
  const at::Tensor mean = kernel.select(measure::predictElites(ensemble, data.x).mean.mean(0));
  const at::Tensor off = (mean - kernel.select(data.y)) / kernel.sigma;
  const measure::MeanEstimate mse = measure::calcMean(off.square().mean(1));
  const double rmse = std::sqrt(mse.mean);
  return {rmse, rmse > 0 ? mse.standard_error / (2.0 * rmse) : 0.0};
}

}  // namespace study
