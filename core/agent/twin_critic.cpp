#include "agent/twin_critic.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <array>

#include "nn/initialisation.h"
#include "nn/polyak.h"

namespace agent {
namespace {

nn::MlpShape mlpShape(const AgentShape& shape) {
  return {2, shape.n_s + shape.n_a, shape.hidden, shape.hidden_layers, 1, nn::Activation::relu};
}

}  // namespace

TwinCritic::TwinCritic(const AgentShape& shape, nn::Noise& initialisation)
    : parameters_(nn::parameterShapes(mlpShape(shape))),
      target_parameters_(nn::parameterShapes(mlpShape(shape))),
      mlp_(mlpShape(shape), parameters_),
      target_mlp_(mlpShape(shape), target_parameters_) {
  nn::initialiseGlorotUniform(mlp_, initialisation);
  target_parameters_.values().copy_(parameters_.values());
  target_parameters_.requireGradient(false);
}

at::Tensor TwinCritic::q(const at::Tensor& s, const at::Tensor& a) const { return mlp_.forward(at::cat({s, a}, 1)); }

at::Tensor TwinCritic::targetQ(const at::Tensor& s, const at::Tensor& a) const {
  const at::NoGradGuard no_gradient;
  return target_mlp_.forward(at::cat({s, a}, 1));
}

void TwinCritic::followTargets(double tau) {
  nn::averagePolyak(target_parameters_.values(), parameters_.values(), tau);
}

std::shared_ptr<const FrozenCritic> TwinCritic::freeze() const {
  std::array<FrozenCritic::Network, 2> networks;
  for (std::int64_t i = 0; i < mlp_.shape().layers(); ++i) {
    const at::Tensor& w = mlp_.weight(i);  // [2, inputs, outputs]
    const at::Tensor& b = mlp_.bias(i);    // [2, 1, outputs]
    const std::int64_t weights = w.size(1) * w.size(2), biases = w.size(2);
    for (std::size_t critic = 0; critic < networks.size(); ++critic) {
      const float* w_0 = w.data_ptr<float>() + static_cast<std::int64_t>(critic) * weights;
      const float* b_0 = b.data_ptr<float>() + static_cast<std::int64_t>(critic) * biases;
      networks[critic].push_back({static_cast<int>(w.size(1)), static_cast<int>(w.size(2)),
                                  std::vector<float>(w_0, w_0 + weights), std::vector<float>(b_0, b_0 + biases)});
    }
  }
  return std::make_shared<FrozenCritic>(std::move(networks));
}

}  // namespace agent
