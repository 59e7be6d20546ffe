#include "measure/discounted_return.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/error.h"
#include "measure/aggregate.h"

namespace measure {
namespace {

constexpr double kNegligibleDiscount = 1e-3;

}  // namespace

std::int64_t calcReturnHorizon(double discount, std::int64_t time_limit) {
  WORKBENCH_CHECK(discount >= 0 && discount < 1 && time_limit >= 1,
                  "discount = " + std::to_string(discount) + ", time_limit = " + std::to_string(time_limit));
  if (discount == 0) return 1;
  // γ^H < 1e-3  ⇔  H > ln 1e-3 / ln γ
  const double steps = std::floor(std::log(kNegligibleDiscount) / std::log(discount)) + 1.0;
  return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::min(steps, static_cast<double>(time_limit))));
}

double calcTailBound(double discount, std::int64_t n, double r_max) {
  // γ^n r_max/(1−γ)
  return std::pow(discount, static_cast<double>(n)) * r_max / (1.0 - discount);
}

double calcDiscountedReturn(std::span<const double> rewards, double discount) {
  // Horner from the last reward: Σ_t γ^t r_t = r_0 + γ (r_1 + γ (r_2 + …))
  double sum = 0;
  for (std::size_t t = rewards.size(); t > 0; --t) sum = rewards[t - 1] + discount * sum;
  return sum;
}

ReturnEstimate calcTrueReturn(std::span<const Episode> episodes, double discount, std::int64_t horizon, double r_max) {
  std::vector<double> returns;
  double tail = 0;
  for (const Episode& episode : episodes) {
    const std::int64_t cut = std::min(episode.length(), horizon);
    returns.push_back(calcDiscountedReturn(std::span(episode.r).first(static_cast<std::size_t>(cut)), discount));
    const bool complete = episode.terminated && episode.length() <= horizon;
    if (!complete) tail += calcTailBound(discount, cut, r_max);
  }
  const MeanEstimate mean = calcMean(at::tensor(returns, at::kDouble));
  return {.estimator = ReturnEstimator::true_return,
          .rollout_length = 0,
          .value = mean.mean,
          .standard_error = mean.standard_error,
          .samples = mean.samples,
          .not_finite = 0,
          .model_steps = 0,
          .horizon = horizon,
          .tail_bound = tail / static_cast<double>(episodes.size())};
}

ReturnEstimate calcModelReturn(const ModelRollout& rollout, double discount, double r_max) {
  WORKBENCH_CHECK(rollout.finished(), "model steps so far: " + std::to_string(rollout.modelSteps()));
  const std::int64_t horizon = rollout.length();
  // Σ_{t<H} γ^t r̂_t
  const at::Tensor weights = at::pow(discount, at::arange(horizon, at::kDouble));
  const at::Tensor returns = at::mv(rollout.rewards(), weights);
  const at::Tensor finite = at::nonzero(at::isfinite(returns)).view(-1);
  const MeanEstimate mean = calcMean(returns.index_select(0, finite));
  const double alive = static_cast<double>(rollout.alive()) / static_cast<double>(mean.samples);
  return {.estimator = ReturnEstimator::model_return,
          .rollout_length = 0,
          .value = mean.mean,
          .standard_error = mean.standard_error,
          .samples = mean.samples,
          .not_finite = returns.size(0) - mean.samples,
          .model_steps = rollout.modelSteps(),
          .horizon = horizon,
          .tail_bound = alive * calcTailBound(discount, horizon, r_max)};
}

}  // namespace measure
