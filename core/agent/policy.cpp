#include "agent/policy.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <cmath>
#include <numbers>

#include "nn/initialisation.h"

namespace agent {
namespace {

nn::MlpShape mlpShape(const AgentShape& shape) {
  return {1, shape.n_s, shape.hidden, shape.hidden_layers, 2 * shape.n_a, nn::Activation::relu};
}

}  // namespace

Policy::Policy(const AgentShape& shape, nn::Noise& initialisation)
    : shape_(shape), parameters_(nn::parameterShapes(mlpShape(shape))), mlp_(mlpShape(shape), parameters_) {
  nn::initialiseGlorotUniform(mlp_, initialisation);
}

GaussianHead Policy::head(const at::Tensor& s) const {
  const at::Tensor output = mlp_.forward(s);
  return {output.narrow(1, 0, shape_.n_a), output.narrow(1, shape_.n_a, shape_.n_a).clamp(kLogStdMin, kLogStdMax)};
}

GaussianHead Policy::detachedHead(const at::Tensor& s) const {
  const at::NoGradGuard no_gradient;
  return head(s);
}

at::Tensor calcLogTanhDerivative(const at::Tensor& u) {
  return 2.0 * (std::numbers::ln2 - u - at::softplus(-2.0 * u));
}

PolicySample Policy::sample(const at::Tensor& s, const at::Tensor& epsilon) const {
  static const double kHalfLog2Pi = 0.5 * std::log(2.0 * std::numbers::pi);
  const GaussianHead gaussian = head(s);
  const at::Tensor u = gaussian.mean + at::exp(gaussian.log_std) * epsilon;
  // log π = Σ −½ε² − log σ − ½ log 2π − log(1 − tanh²u)
  const at::Tensor log_pi =
      (-0.5 * epsilon.square() - gaussian.log_std - kHalfLog2Pi - calcLogTanhDerivative(u)).sum(1, /*keepdim=*/true);
  return {at::tanh(u), log_pi};
}

std::shared_ptr<const FrozenPolicy> Policy::freeze(std::vector<double> action_low, std::vector<double> action_high,
                                                   std::shared_ptr<const FrozenCritic> critic) const {
  std::vector<FrozenPolicy::Layer> layers;
  for (std::int64_t i = 0; i < mlp_.shape().layers(); ++i) {
    const at::Tensor& w = mlp_.weight(i);
    const at::Tensor& b = mlp_.bias(i);
    FrozenPolicy::Layer layer;
    layer.inputs = static_cast<int>(w.size(1));
    layer.outputs = static_cast<int>(w.size(2));
    layer.weight.assign(w.data_ptr<float>(), w.data_ptr<float>() + w.numel());
    layer.bias.assign(b.data_ptr<float>(), b.data_ptr<float>() + b.numel());
    layers.push_back(std::move(layer));
  }
  return std::make_shared<FrozenPolicy>(std::move(layers), std::move(action_low), std::move(action_high), kLogStdMin,
                                        kLogStdMax, std::move(critic));
}

}  // namespace agent
