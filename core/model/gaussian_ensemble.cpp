#include "model/gaussian_ensemble.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <numeric>

#include "model/likelihood_loss.h"
#include "nn/initialisation.h"

namespace model {
namespace {

nn::MlpShape mlpShape(const EnsembleShape& shape) {
  return {shape.members, shape.inputs(), shape.hidden, shape.hidden_layers, 2 * shape.outputs(), nn::Activation::silu};
}

std::vector<std::vector<std::int64_t>> allShapes(const EnsembleShape& shape) {
  auto shapes = nn::parameterShapes(mlpShape(shape));
  shapes.push_back({shape.outputs()});  // max log-variance
  shapes.push_back({shape.outputs()});  // min log-variance
  return shapes;
}

}  // namespace

GaussianEnsemble::GaussianEnsemble(const EnsembleShape& shape, bool fixed_log_variance, nn::Noise& noise)
    : input(Normaliser::identity(shape.inputs())),
      target(Normaliser::identity(shape.outputs())),
      elites(static_cast<std::size_t>(shape.members)),
      shape_(shape),
      fixed_log_variance_(fixed_log_variance),
      parameters_(allShapes(shape)),
      mlp_(mlpShape(shape), parameters_) {
  std::iota(elites.begin(), elites.end(), 0);
  nn::initialiseTruncatedNormal(mlp_, noise);
  const at::NoGradGuard no_gradient;
  at::Tensor(maxLogVariance()).fill_(0.5);
  at::Tensor(minLogVariance()).fill_(-10.0);
  if (fixed_log_variance) {
    at::Tensor(maxLogVariance()).requires_grad_(false);
    at::Tensor(minLogVariance()).requires_grad_(false);
  }
}

GaussianPrediction GaussianEnsemble::split(const at::Tensor& output) const {
  const std::int64_t n_out = shape_.outputs();
  return {output.narrow(-1, 0, n_out),
          clampLogVariance(output.narrow(-1, n_out, n_out), maxLogVariance(), minLogVariance())};
}

GaussianPrediction GaussianEnsemble::forward(const at::Tensor& x) const { return split(mlp_.forward(input.apply(x))); }

GaussianEnsemble::MemberPrediction GaussianEnsemble::predictMember(std::int64_t member, const at::Tensor& x) const {
  const at::NoGradGuard no_gradient;
  const GaussianPrediction standardised = split(mlp_.forwardMember(member, input.apply(x)));
  return {target.invert(standardised.mean), at::exp(0.5 * standardised.log_variance) * target.std};
}

}  // namespace model
