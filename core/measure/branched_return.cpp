#include "measure/branched_return.h"

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "measure/aggregate.h"

namespace measure {
namespace {

// Rewards of an episode are known, or known to be 0, for t below this.
std::int64_t knownSteps(const Episode& episode, std::int64_t horizon) {
  return episode.terminated ? horizon : std::min(episode.length(), horizon);
}

// A mean over branches that leaves out those that are not finite: Σ_all w · Σ_finite w r̂ / Σ_finite w.
struct WeightedSum {
  double weights = 0, finite_weights = 0, sum = 0;

  void add(double weight, double r) {
    weights += weight;
    if (!std::isfinite(r)) return;
    finite_weights += weight;
    sum += weight * r;
  }
  double value() const { return finite_weights > 0 ? weights * sum / finite_weights : kUnknown; }
};

// Starts for the second sum: u with weight, over the real states u < n.
void addLaterBranches(std::int64_t episode, std::int64_t n, std::int64_t count, double discount,
                      base::RandomStream& random, std::vector<BranchPlan::Branch>& branches) {
  if (count >= n) {
    for (std::int64_t u = 0; u < n; ++u) {
      branches.push_back({episode, u, std::pow(discount, static_cast<double>(u)), false});
    }
    return;
  }
  // P(U ≤ u) = (1 − γ^{u+1})/(1 − γ^n), inverted at evenly spaced points with one random offset:
  //   u = ⌊ ln(1 − v (1 − γ^n)) / ln γ ⌋;   weight = Σ_{u<n} γ^u / S
  const double reach = 1.0 - std::pow(discount, static_cast<double>(n));
  const double weight = reach / (1.0 - discount) / static_cast<double>(count);
  const double offset = random.uniform();
  for (std::int64_t i = 0; i < count; ++i) {
    const double v = (static_cast<double>(i) + offset) / static_cast<double>(count);
    const double u = std::floor(std::log1p(-v * reach) / std::log(discount));
    branches.push_back({episode, std::clamp<std::int64_t>(static_cast<std::int64_t>(u), 0, n - 1), weight, false});
  }
}

// One episode's Σ_{t<H} γ^t r̂_{u,m} for one k ≥ 1; `first` … `last` are its branches.
double calcEpisodeReturn(const BranchPlan& plan, const ModelRollout& rollout, std::size_t first, std::size_t last,
                         std::int64_t k, std::int64_t known) {
  const auto rewards = rollout.rewards().accessor<double, 2>();
  WeightedSum early, late;
  for (std::size_t b = first; b < last; ++b) {
    const BranchPlan::Branch& branch = plan.branches[b];
    const auto row = rewards[static_cast<std::int64_t>(b)];
    if (branch.from_start) {
      // Σ_{t < min(k, H)} γ^t r̂_{0,t}
      double sum = 0;
      for (std::int64_t t = std::min(k, known); t > 0; --t) sum = row[t - 1] + plan.discount * sum;
      early.add(branch.weight, sum);
    } else {
      // 1[u + k < H] r̂_{u,k}
      late.add(branch.weight, branch.u + k < known ? row[k] : 0.0);
    }
  }
  return early.value() + std::pow(plan.discount, static_cast<double>(k)) * late.value();
}

}  // namespace

BranchPlan drawBranches(std::span<const Episode> episodes, double discount, std::int64_t horizon, std::int64_t k_max,
                        std::int64_t model_steps, base::RandomStream& random) {
  WORKBENCH_CHECK(discount >= 0 && discount < 1 && horizon >= 1 && k_max >= 0,
                  "discount = " + std::to_string(discount) + ", horizon = " + std::to_string(horizon) +
                      ", k_max = " + std::to_string(k_max));
  BranchPlan plan;
  plan.k_max = k_max;
  plan.horizon = horizon;
  plan.discount = discount;
  std::vector<at::Tensor> starts;
  const auto episode_count = static_cast<std::int64_t>(episodes.size());
  const std::int64_t per_episode =
      std::max<std::int64_t>(2, model_steps / ((k_max + 1) * std::max<std::int64_t>(1, episode_count)));
  // A quarter for the first sum: at k ≈ 15 and γ = 0.99 both sums then carry about the same noise.
  const std::int64_t from_start = std::max<std::int64_t>(1, per_episode / 4);
  for (std::int64_t i = 0; i < episode_count; ++i) {
    const Episode& episode = episodes[static_cast<std::size_t>(i)];
    const std::size_t before = plan.branches.size();
    plan.branches.insert(plan.branches.end(), static_cast<std::size_t>(from_start),
                         {i, 0, 1.0 / static_cast<double>(from_start), true});
    addLaterBranches(i, std::min(episode.length(), horizon), per_episode - from_start, discount, random, plan.branches);
    std::vector<std::int64_t> rows;
    for (std::size_t b = before; b < plan.branches.size(); ++b) rows.push_back(plan.branches[b].u);
    starts.push_back(episode.s.index_select(0, at::tensor(rows, at::kLong)));
  }
  if (!starts.empty()) plan.s = at::cat(starts);
  return plan;
}

std::vector<ReturnEstimate> calcBranchedReturns(std::span<const Episode> episodes, const BranchPlan& plan,
                                                const ModelRollout& rollout, double r_max) {
  WORKBENCH_CHECK(rollout.finished() && rollout.length() == plan.k_max + 1 &&
                      rollout.rewards().size(0) == static_cast<std::int64_t>(plan.branches.size()),
                  "rollout length = " + std::to_string(rollout.length()));
  std::vector<std::size_t> first(episodes.size() + 1, plan.branches.size());
  for (std::size_t b = plan.branches.size(); b > 0; --b) {
    first[static_cast<std::size_t>(plan.branches[b - 1].episode)] = b - 1;
  }
  double tail = 0;
  for (const Episode& episode : episodes) {
    tail +=
        calcTailBound(plan.discount, knownSteps(episode, plan.horizon), r_max) / static_cast<double>(episodes.size());
  }

  std::vector<ReturnEstimate> estimates{calcTrueReturn(episodes, plan.discount, plan.horizon, r_max)};  // k = 0
  estimates.front().estimator = ReturnEstimator::branched_return;
  for (std::int64_t k = 1; k <= plan.k_max; ++k) {
    std::vector<double> values;
    for (std::size_t i = 0; i < episodes.size(); ++i) {
      const std::int64_t known = knownSteps(episodes[i], plan.horizon);
      const double value = calcEpisodeReturn(plan, rollout, first[i], first[i + 1], k, known);
      if (std::isfinite(value)) values.push_back(value);
    }
    const MeanEstimate mean = calcMean(at::tensor(values, at::kDouble));
    const at::Tensor within_k = rollout.rewards().narrow(1, 0, k + 1);
    estimates.push_back({.estimator = ReturnEstimator::branched_return,
                         .rollout_length = k,
                         .value = mean.mean,
                         .standard_error = mean.standard_error,
                         .samples = mean.samples,
                         .not_finite = at::isnan(within_k).any(1).sum().item<std::int64_t>(),
                         .model_steps = rollout.modelSteps(),
                         .horizon = plan.horizon,
                         .tail_bound = tail});
  }
  return estimates;
}

}  // namespace measure
