#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

#include "agent/policy.h"
#include "model/gaussian_ensemble.h"
#include "nn/compute.h"
#include "nn/mlp_pass.h"
#include "nn/thread_team.h"

namespace rollout {

/// One model step of many branches at once: the fast engine's twin of Policy::sample and `sampleModelStep`. Rows go in
/// tiles whose activations stay in the cache; a row is evaluated only on the elite that it picked. Tiles depend on the
/// rows alone, so the result is the same for every team size. Owned and called by one thread; the
/// ensemble's normalisers and bounds are those of its construction.
class ModelPass {
 public:
  ModelPass(const model::GaussianEnsemble& ensemble, const agent::Policy& policy, const nn::Compute& compute);

  struct Result {
    at::Tensor a;       ///< [B, n_a]
    at::Tensor s_next;  ///< [B, n_s]
    at::Tensor r;       ///< [B, 1]
  };
  /// s [B, n_s]; epsilon_a [B, n_a] and epsilon_y [B, n_s + 1] noise; pick [B] int64, an index into the elites.
  Result step(const at::Tensor& s, const at::Tensor& epsilon_a, const at::Tensor& pick, const at::Tensor& epsilon_y);

 private:
  struct Tile {
    std::int64_t network = 0;
    std::int64_t first = 0, count = 0;  ///< in order_
  };
  void orderByElite(const at::Tensor& pick);
  const std::vector<float>& sampleTile(const Tile& tile, nn::ConstMatrix s, nn::ConstMatrix a, nn::ConstMatrix noise,
                                       int member);

  const model::GaussianEnsemble* ensemble_;
  const agent::Policy* policy_;
  nn::Compute compute_;
  std::vector<nn::MlpPass> policy_passes_, model_passes_;  ///< one per team member
  struct Scratch {
    std::vector<float> x, y, raw_log_variance, epsilon;
  };
  std::vector<Scratch> scratch_;                                                      ///< one per team member
  std::vector<float> input_mean_, input_std_, target_mean_, target_std_, max_, min_;  ///< repeated for a tile's rows
  std::vector<float> log_pi_;
  std::vector<std::int64_t> order_;  ///< rows, by the elite that they picked
  std::vector<Tile> tiles_;
};

}  // namespace rollout
