#pragma once

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "model/gaussian_ensemble.h"

namespace support {

/// An ensemble whose networks are known maps: member e predicts mean x A_e + b_e and standard deviation std_e, exactly.
/// One hidden layer of 2 n_in units carries x and −x, because silu(h) − silu(−h) = h.
class PlantedEnsemble {
 public:
  PlantedEnsemble(std::int64_t members, std::int64_t n_s, std::int64_t n_a)
      : noise_(1, "planted ensemble"),
        ensemble_({members, n_s, n_a, 2 * (n_s + n_a), 1}, /*fixed_log_variance=*/true, noise_) {
    const at::NoGradGuard no_gradient;
    // Bounds so far away that the soft clamp is the identity.
    at::Tensor(ensemble_.maxLogVariance()).fill_(80.0);
    at::Tensor(ensemble_.minLogVariance()).fill_(-80.0);
    for (std::int64_t layer = 0; layer < 2; ++layer) {
      ensemble_.mlp().weight(layer).detach().zero_();
      ensemble_.mlp().bias(layer).detach().zero_();
    }
    const std::int64_t n_in = n_s + n_a;
    const at::Tensor identity = at::eye(n_in);
    for (std::int64_t e = 0; e < members; ++e)
      ensemble_.mlp().weight(0).detach()[e].copy_(at::cat({identity, -identity}, 1));
  }

  /// a [n_in, n_out], b [n_out], std [n_out] > 0.
  void plant(std::int64_t member, const at::Tensor& a, const at::Tensor& b, const at::Tensor& std) {
    const at::NoGradGuard no_gradient;
    const std::int64_t n_out = a.size(1);
    ensemble_.mlp().weight(1).detach()[member].narrow(1, 0, n_out).copy_(at::cat({a, -a}, 0));
    const at::Tensor bias = ensemble_.mlp().bias(1).detach()[member][0];
    bias.narrow(0, 0, n_out).copy_(b);
    bias.narrow(0, n_out, n_out).copy_(2.0 * at::log(std));
  }

  model::GaussianEnsemble& operator*() { return ensemble_; }
  model::GaussianEnsemble* operator->() { return &ensemble_; }

 private:
  nn::Noise noise_;
  model::GaussianEnsemble ensemble_;
};

}  // namespace support
