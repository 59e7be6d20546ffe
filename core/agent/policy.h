#pragma once

#include <ATen/core/Tensor.h>

#include <memory>
#include <vector>

#include "agent/agent_shape.h"
#include "agent/frozen_policy.h"
#include "nn/flat_parameters.h"
#include "nn/mlp.h"
#include "nn/noise.h"

namespace agent {

/// log σ is cut to this range: below, densities overflow; above, every sample sits at the limits of tanh.
inline constexpr double kLogStdMin = -20.0;
inline constexpr double kLogStdMax = 2.0;

/// The Gaussian before the squash: mean and log-std, [B, n_a] each.
struct GaussianHead {
  at::Tensor mean, log_std;
};

/// Normalised actions a = tanh(u) in [−1, 1] with their log-density, differentiable (reparameterised).
struct PolicySample {
  at::Tensor a;       ///< [B, n_a]
  at::Tensor log_pi;  ///< [B, 1]
};

/// π(a | s): a tanh-squashed diagonal Gaussian (Haarnoja et al. 2018). One owner thread.
class Policy {
 public:
  Policy(const AgentShape& shape, nn::Noise& initialisation);
  Policy(const Policy&) = delete;  // the network views its own parameters: it stays where it is
  Policy& operator=(const Policy&) = delete;

  GaussianHead head(const at::Tensor& s) const;          ///< s [B, n_s]
  GaussianHead detachedHead(const at::Tensor& s) const;  ///< the same numbers, without gradient
  /// a = tanh(μ + σ ε) with ε given, [B, n_a]; log π = Σ −½ε² − log σ − ½ log 2π − log(1 − tanh²u).
  PolicySample sample(const at::Tensor& s, const at::Tensor& epsilon) const;

  /// A copy in plain floats, with the environment's control range and, where given, the critics of the same moment.
  std::shared_ptr<const FrozenPolicy> freeze(std::vector<double> action_low, std::vector<double> action_high,
                                             std::shared_ptr<const FrozenCritic> critic = nullptr) const;

  const AgentShape& shape() const { return shape_; }
  const nn::Mlp& mlp() const { return mlp_; }
  nn::FlatParameters& parameters() { return parameters_; }
  const nn::FlatParameters& parameters() const { return parameters_; }

 private:
  AgentShape shape_;
  nn::FlatParameters parameters_;
  nn::Mlp mlp_;
};

/// log(1 − tanh²u) without cancellation: 2 (log 2 − u − softplus(−2u)).
at::Tensor calcLogTanhDerivative(const at::Tensor& u);

}  // namespace agent
