#include "measure/policy_shift.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "agent/policy_divergence.h"
#include "base/error.h"

namespace measure {
namespace {

constexpr std::int64_t kStatesAtOnce = 1024;  // bounds the memory: 128 × 1024 × n_a doubles per temporary

// What cannot be compared is as far apart as can be.
at::Tensor countNotFiniteAsOne(const at::Tensor& tv) { return at::nan_to_num(tv, 1.0, 1.0, 1.0); }

ShiftEstimate summarise(ShiftEstimator estimator, const at::Tensor& tv) {
  ShiftEstimate shift;
  shift.estimator = estimator;
  shift.eps_pi = calcAggregate(tv);
  shift.mean_standard_error = calcMean(tv).standard_error;
  shift.max_by_halves = shift.eps_pi.max;
  shift.states = tv.size(0);
  return shift;
}

PolicyShift calcClosedForms(const agent::GaussianHead& policy, const agent::GaussianHead& behaviour_policy) {
  const at::Tensor kl = calcGaussianKl(policy, behaviour_policy);
  PolicyShift shift;
  shift.kl = calcAggregate(kl);
  shift.pinsker = summarise(ShiftEstimator::pinsker, countNotFiniteAsOne(calcPinskerTv(kl)));
  shift.combined = summarise(ShiftEstimator::combined, countNotFiniteAsOne(calcCombinedTv(kl)));
  shift.monte_carlo.estimator = ShiftEstimator::monte_carlo;
  shift.monte_carlo.eps_pi = {kUnknown, kUnknown, kUnknown};
  shift.monte_carlo.max_by_halves = kUnknown;
  shift.states = kl.size(0);
  shift.not_finite = at::isfinite(kl).logical_not().sum().item<std::int64_t>();
  return shift;
}

double valueAt(const at::Tensor& x, const at::Tensor& index) { return x.index_select(0, index.view(1)).item<double>(); }

ShiftEstimate measureMonteCarlo(const agent::GaussianHead& policy, const agent::GaussianHead& behaviour_policy,
                                std::int64_t action_pairs, nn::Noise& noise) {
  std::vector<at::Tensor> first_halves, second_halves, standard_errors;
  const std::int64_t states = policy.mean.size(0);
  for (std::int64_t start = 0; start < states; start += kStatesAtOnce) {
    const std::int64_t count = std::min(kStatesAtOnce, states - start);
    const auto rows = [&](const agent::GaussianHead& head) {
      return agent::GaussianHead{head.mean.narrow(0, start, count), head.log_std.narrow(0, start, count)};
    };
    const at::Tensor epsilon = noise.normal({action_pairs, count, policy.mean.size(1)});
    const std::int64_t half = action_pairs / 2;
    const RowEstimate first = calcPolicyTv(rows(policy), rows(behaviour_policy), epsilon.narrow(0, 0, half));
    const RowEstimate second = calcPolicyTv(rows(policy), rows(behaviour_policy), epsilon.narrow(0, half, half));
    first_halves.push_back(countNotFiniteAsOne(first.value));
    second_halves.push_back(countNotFiniteAsOne(second.value));
    // SE of the mean of two halves: ½ √(SE₁² + SE₂²)
    standard_errors.push_back(0.5 * at::sqrt(first.standard_error.square() + second.standard_error.square()));
  }
  const at::Tensor first = at::cat(first_halves);
  const at::Tensor second = at::cat(second_halves);
  const at::Tensor tv = 0.5 * (first + second);
  ShiftEstimate shift = summarise(ShiftEstimator::monte_carlo, tv);
  shift.max_standard_error = valueAt(at::nan_to_num(at::cat(standard_errors), 0.0), tv.argmax());
  shift.max_by_halves = 0.5 * (valueAt(second, first.argmax()) + valueAt(first, second.argmax()));
  shift.actions_per_state = 2 * action_pairs;
  return shift;
}

}  // namespace

at::Tensor calcGaussianKl(const agent::GaussianHead& p, const agent::GaussianHead& q) {
  // In double: for nearby policies the terms cancel to far below float's resolution.
  const auto in_double = [](const agent::GaussianHead& head) {
    return agent::GaussianHead{head.mean.to(at::kDouble), head.log_std.to(at::kDouble)};
  };
  return agent::calcHeadKl(in_double(p), in_double(q)).view(-1).clamp_min(0.0);  // rounding can bring it below
}

RowEstimate calcPolicyTv(const agent::GaussianHead& policy, const agent::GaussianHead& behaviour_policy,
                         const at::Tensor& epsilon) {
  // E_{a∼π_D}[(1 − π(a)/π_D(a))₊]
  return calcTotalVariation(
      {behaviour_policy.mean.to(at::kDouble), at::exp(behaviour_policy.log_std.to(at::kDouble))},
      {policy.mean.to(at::kDouble).unsqueeze(0), at::exp(policy.log_std.to(at::kDouble)).unsqueeze(0)}, epsilon);
}

const ShiftEstimate& PolicyShift::by(ShiftEstimator estimator) const {
  switch (estimator) {
    case ShiftEstimator::pinsker: return pinsker;
    case ShiftEstimator::combined: return combined;
    case ShiftEstimator::monte_carlo: return monte_carlo;
  }
  return combined;
}

PolicyShift measurePolicyShift(const agent::Policy& policy, const agent::Policy& behaviour_policy,
                               const at::Tensor& s) {
  const at::NoGradGuard no_gradient;
  return calcClosedForms(policy.head(s), behaviour_policy.head(s));
}

PolicyShift measurePolicyShift(const agent::Policy& policy, const agent::Policy& behaviour_policy, const at::Tensor& s,
                               std::int64_t action_pairs, nn::Noise& noise) {
  WORKBENCH_CHECK(action_pairs >= 4 && action_pairs % 2 == 0, "action_pairs = " + std::to_string(action_pairs));
  const at::NoGradGuard no_gradient;
  const agent::GaussianHead head = policy.head(s);
  const agent::GaussianHead behaviour_head = behaviour_policy.head(s);
  PolicyShift shift = calcClosedForms(head, behaviour_head);
  shift.monte_carlo = measureMonteCarlo(head, behaviour_head, action_pairs, noise);
  return shift;
}

}  // namespace measure
