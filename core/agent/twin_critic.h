#pragma once

#include <ATen/core/Tensor.h>

#include <memory>

#include "agent/agent_shape.h"
#include "agent/frozen_critic.h"
#include "nn/flat_parameters.h"
#include "nn/mlp.h"
#include "nn/noise.h"

namespace agent {

/// Two independent action values Q_1, Q_2 and their slowly following targets. One owner thread.
class TwinCritic {
 public:
  TwinCritic(const AgentShape& shape, nn::Noise& initialisation);
  TwinCritic(const TwinCritic&) = delete;  // the network views its own parameters: it stays where it is
  TwinCritic& operator=(const TwinCritic&) = delete;

  at::Tensor q(const at::Tensor& s, const at::Tensor& a) const;        ///< [2, B, 1]
  at::Tensor targetQ(const at::Tensor& s, const at::Tensor& a) const;  ///< [2, B, 1], no gradient
  void followTargets(double tau);                                      ///< θ̄ ← θ̄ + τ (θ − θ̄)
  std::shared_ptr<const FrozenCritic> freeze() const;                  ///< a copy of Q_1 and Q_2 in plain floats

  const nn::Mlp& mlp() const { return mlp_; }
  const nn::Mlp& targetMlp() const { return target_mlp_; }
  nn::FlatParameters& parameters() { return parameters_; }
  const nn::FlatParameters& parameters() const { return parameters_; }
  const nn::FlatParameters& targetParameters() const { return target_parameters_; }

 private:
  nn::FlatParameters parameters_, target_parameters_;
  nn::Mlp mlp_, target_mlp_;
};

}  // namespace agent
