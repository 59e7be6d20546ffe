#pragma once

#include <ATen/ATen.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/random_stream.h"
#include "measure/episode.h"
#include "measure/model_rollout.h"

namespace support {

/// A Markov chain with rewards, small enough for every return to be exact: state numbers as 1-dimensional observations.
/// The last state is terminal: nothing is earned from there on.
struct KnownChain {
  std::vector<std::vector<double>> transition;  ///< [S][S]; the terminal row is not used
  std::vector<double> reward;                   ///< [S], earned when leaving a state; 0 at the terminal one

  std::size_t states() const { return reward.size(); }

  std::vector<double> advance(const std::vector<double>& distribution) const {
    std::vector<double> next(states(), 0.0);
    next.back() = distribution.back();
    for (std::size_t i = 0; i + 1 < states(); ++i) {
      for (std::size_t j = 0; j < states(); ++j) next[j] += distribution[i] * transition[i][j];
    }
    return next;
  }
  double expectedReward(const std::vector<double>& distribution) const {
    double sum = 0;
    for (std::size_t i = 0; i < states(); ++i) sum += distribution[i] * reward[i];
    return sum;
  }

  /// An episode from state 0, at most `limit` steps.
  measure::Episode play(std::int64_t limit, base::RandomStream& random) const {
    std::vector<float> s;
    measure::Episode episode;
    std::size_t state = 0;
    while (episode.length() < limit && state + 1 < states()) {
      s.push_back(static_cast<float>(state));
      episode.r.push_back(reward[state]);
      double u = random.uniform();
      std::size_t next = 0;
      while (next + 1 < states() && u >= transition[state][next]) u -= transition[state][next++];
      state = next;
    }
    episode.terminated = state + 1 == states();
    episode.s = at::tensor(s, at::kFloat).view({-1, 1});
    return episode;
  }

  /// The chain as a model: rewards with unit noise on top, so that their mean is all that can be right.
  measure::ModelProcess asModel(double reward_noise) const {
    at::Tensor cumulative = at::empty({static_cast<std::int64_t>(states()), static_cast<std::int64_t>(states())});
    at::Tensor rewards = at::tensor(reward, at::kFloat);
    for (std::size_t i = 0; i < states(); ++i) {
      cumulative[static_cast<std::int64_t>(i)].copy_(at::tensor(transition[i], at::kDouble).cumsum(0));
    }
    const double last = static_cast<double>(states() - 1);
    return {[](const at::Tensor& s, nn::Noise&) {
              return at::zeros({s.size(0), 1});
            },
            [=](const at::Tensor& s, const at::Tensor&, nn::Noise& noise) {
              const at::Tensor row = s.view({-1}).to(at::kLong);
              const at::Tensor u = noise.uniform({s.size(0), 1}, 0.0, 1.0);
              const at::Tensor next =
                  (u >= cumulative.index_select(0, row)).sum(1, true).to(at::kFloat).clamp_max(last);
              const at::Tensor r = rewards.index_select(0, row) + reward_noise * noise.normal({s.size(0)});
              return measure::ModelOutcome{next, r};
            },
            [=](const at::Tensor& s_next) { return s_next.view({-1}) == last; }};
  }
};

/// Σ_{t<H} γ^t E[r_t], with `real` for t − min(t,k) steps and `model` for min(t,k), where also the reward is taken
/// (k ≥ 1); from state 0. k = 0: all real.
inline double branchedReturn(const KnownChain& real, const KnownChain& model, std::int64_t k, double discount,
                             std::int64_t horizon) {
  double sum = 0;
  for (std::int64_t t = 0; t < horizon; ++t) {
    const std::int64_t m = std::min(t, k);
    std::vector<double> distribution(real.states(), 0.0);
    distribution[0] = 1.0;
    for (std::int64_t i = 0; i < t - m; ++i) distribution = real.advance(distribution);
    for (std::int64_t i = 0; i < m; ++i) distribution = model.advance(distribution);
    sum += std::pow(discount, static_cast<double>(t)) * (k == 0 ? real : model).expectedReward(distribution);
  }
  return sum;
}

inline void run(measure::ModelRollout& rollout, nn::Noise& noise) {
  while (rollout.step(noise)) {
  }
}

}  // namespace support
