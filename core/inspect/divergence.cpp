#include "inspect/divergence.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <limits>
#include <numeric>

namespace inspect {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr double kConstantSigma = 1e-8;  // as measure::ResolutionKernel: below any quantity that moves

std::vector<double> vectorOf(const at::Tensor& tensor) {
  const at::Tensor values = tensor.to(at::kDouble).contiguous();
  return {values.data_ptr<double>(), values.data_ptr<double>() + values.numel()};
}

/// σ [n_s + 1], NaN for what does not vary: its errors have no unit.
at::Tensor scales(const std::vector<double>& sigma_s, double sigma_r) {
  at::Tensor sigma = at::empty({static_cast<std::int64_t>(sigma_s.size()) + 1}, at::kDouble);
  std::copy(sigma_s.begin(), sigma_s.end(), sigma.data_ptr<double>());
  sigma.data_ptr<double>()[sigma_s.size()] = sigma_r;
  return sigma.masked_fill_((sigma > kConstantSigma).logical_not(), kUnknown);
}

/// [E, 1 + P, S, H, n_s + 1] float64: the state that each step led to, and its reward.
at::Tensor outcomes(const ImaginedBatch& batch) {
  const std::int64_t horizon = batch.r.size(3);
  return at::cat({batch.s.narrow(3, 1, horizon), batch.r.unsqueeze(4)}, 4).to(at::kDouble);
}

struct Moments {
  at::Tensor member_mean;           ///< [E, S, H, n]
  at::Tensor mean;                  ///< [S, H, n]
  at::Tensor aleatoric, epistemic;  ///< variances [S, H, n]
};

Moments calcMoments(const at::Tensor& outcome) {
  const std::int64_t particles = outcome.size(1) - 1;
  Moments moments;
  moments.member_mean = outcome.select(1, 0);
  moments.mean = moments.member_mean.mean(0);
  moments.epistemic = (moments.member_mean - moments.mean).square().mean(0);
  moments.aleatoric = particles > 1
                          ? outcome.narrow(1, 1, particles).var(/*dim=*/at::IntArrayRef{1}, /*unbiased=*/true).mean(0)
                          : at::full_like(moments.mean, kUnknown);
  return moments;
}

/// Σ over the given dimensions of the known entries, and their number.
struct Known {
  at::Tensor sum, count;
};
Known sumKnown(const at::Tensor& x, at::IntArrayRef dimensions) {
  const at::Tensor known = at::isfinite(x);
  return {at::where(known, x, at::zeros_like(x)).sum(dimensions), known.to(at::kDouble).sum(dimensions)};
}
at::Tensor meanKnown(const at::Tensor& x, at::IntArrayRef dimensions) {
  const Known known = sumKnown(x, dimensions);
  return known.sum / known.count;  // 0/0: NaN, none is known
}

}  // namespace

std::vector<Fan> calcFans(const ImaginedBatch& batch, const at::Tensor& truth_s, const at::Tensor& truth_r,
                          const std::vector<std::string>& names, const std::vector<double>& sigma_s, double sigma_r) {
  const at::NoGradGuard no_gradient;
  const Moments moments = calcMoments(outcomes(batch));
  const std::int64_t members = batch.s.size(0), horizon = batch.r.size(3), n_s = batch.s.size(4);
  const std::int64_t particles = batch.s.size(1) - 1;
  const auto steps = [](std::vector<int>::size_type count, int first) {
    std::vector<int> step(count);
    std::iota(step.begin(), step.end(), first);
    return step;
  };
  std::vector<Fan> fans;
  for (std::int64_t d = 0; d <= n_s; ++d) {
    const bool is_reward = d == n_s;
    // An observation begins at the start itself, about which there is no doubt.
    const auto along = [&](const at::Tensor& x, double at_start) {  // x [H, n]
      std::vector<double> values;
      if (!is_reward) values.push_back(at_start);
      const auto rest = vectorOf(x.select(1, d));
      values.insert(values.end(), rest.begin(), rest.end());
      return values;
    };
    const double start = is_reward ? 0 : batch.s[0][0][0][0][d].item<double>();
    Fan fan;
    fan.name = is_reward ? "reward" : names[static_cast<std::size_t>(d)];
    fan.sigma = is_reward ? sigma_r : sigma_s[static_cast<std::size_t>(d)];
    fan.step =
        is_reward ? steps(static_cast<std::size_t>(horizon), 1) : steps(static_cast<std::size_t>(horizon) + 1, 0);
    fan.truth = vectorOf(is_reward ? truth_r : truth_s.select(1, d));
    for (std::int64_t e = 0; e < members; ++e) fan.member_mean.push_back(along(moments.member_mean[e][0], start));
    fan.mean = along(moments.mean[0], start);
    fan.aleatoric = along(moments.aleatoric[0].sqrt(), 0);
    fan.epistemic = along(moments.epistemic[0].sqrt(), 0);
    fan.basis = {mbpo::Provenance::estimated, particles, "particles per member"};
    fans.push_back(std::move(fan));
  }
  return fans;
}

ErrorGrowth calcErrorGrowth(const ImaginedBatch& batch, const at::Tensor& truth_s, const at::Tensor& truth_r,
                            const std::vector<double>& sigma_s, double sigma_r) {
  const at::NoGradGuard no_gradient;
  const std::int64_t starts = batch.s.size(2), horizon = batch.r.size(3), n_s = batch.s.size(4);
  const at::Tensor sigma = scales(sigma_s, sigma_r);
  const at::Tensor truth = at::cat({truth_s.narrow(1, 1, horizon), truth_r.unsqueeze(2)}, 2);  // [S, H, n]
  const Moments moments = calcMoments(outcomes(batch));

  const at::Tensor error = ((moments.mean - truth) / sigma).square();                // [S, H, n]
  const at::Tensor member_error = ((moments.member_mean - truth) / sigma).square();  // [E, S, H, n]
  const at::Tensor own = (moments.aleatoric + moments.epistemic) / sigma.square();
  const auto states = [&](const at::Tensor& x) { return x.narrow(-1, 0, n_s); };

  ErrorGrowth growth;
  growth.step.resize(static_cast<std::size_t>(horizon));
  std::iota(growth.step.begin(), growth.step.end(), 1);
  growth.rmse = vectorOf(meanKnown(states(error), {0, 2}).sqrt());
  growth.member_rmse = vectorOf(meanKnown(states(member_error), {0, 1, 3}).sqrt());
  // Both sums over the same starts and dimensions.
  const at::Tensor both = at::isfinite(states(error)).logical_and(at::isfinite(states(own)));
  const at::Tensor nothing = at::full({}, kUnknown, at::kDouble);
  const at::Tensor error_sum = sumKnown(at::where(both, states(error), nothing), {0, 2}).sum;
  const at::Tensor own_sum = sumKnown(at::where(both, states(own), nothing), {0, 2}).sum;
  growth.rmse_in_own_sigma = vectorOf((error_sum / own_sum).sqrt());
  growth.reward_rmse = vectorOf(meanKnown(error.select(2, n_s), {0}).sqrt());
  const at::Tensor by_dimension = meanKnown(states(error), {0}).sqrt();  // [H, n_s]
  for (std::int64_t d = 0; d < n_s; ++d) growth.dimension_rmse.push_back(vectorOf(by_dimension.select(1, d)));

  const at::Tensor truth_known = at::isfinite(states(truth)).all(2);                  // [S, H]
  const at::Tensor finite = at::isfinite(states(moments.member_mean)).all(3).all(0);  // [S, H]
  const at::Tensor counted = truth_known.logical_and(finite).sum(0).to(at::kLong);
  growth.starts.assign(counted.data_ptr<std::int64_t>(), counted.data_ptr<std::int64_t>() + horizon);
  growth.not_finite = truth_known.logical_and(finite.logical_not()).any(1).sum().item<std::int64_t>();
  growth.basis = {mbpo::Provenance::estimated, starts, "start states"};
  return growth;
}

}  // namespace inspect
