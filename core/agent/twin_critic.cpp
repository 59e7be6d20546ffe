#include "agent/twin_critic.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

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

}  // namespace agent
