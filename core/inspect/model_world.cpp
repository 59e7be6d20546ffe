#include "inspect/model_world.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <vector>

#include "base/error.h"

namespace inspect {
namespace {

at::Tensor floats(const std::vector<float>& values) {
  return at::from_blob(const_cast<float*>(values.data()), {static_cast<std::int64_t>(values.size())}, at::kFloat)
      .clone();
}

at::Tensor doubles(const std::vector<double>& values) {
  return at::from_blob(const_cast<double*>(values.data()), {static_cast<std::int64_t>(values.size())}, at::kDouble)
      .clone();
}

std::unique_ptr<model::GaussianEnsemble> thaw(const mbpo::FrozenModel::Ensemble& frozen) {
  nn::Noise ignored(0, "overwritten at once");
  const model::EnsembleShape shape{frozen.members, frozen.n_s, frozen.n_a, frozen.hidden, frozen.hidden_layers};
  auto ensemble = std::make_unique<model::GaussianEnsemble>(shape, frozen.fixed_log_variance, ignored);
  const at::Tensor values = floats(frozen.values);
  const at::NoGradGuard no_gradient;
  at::Tensor target = ensemble->parameters().values();
  if (values.numel() != target.numel()) {
    throw base::Error("the model has " + std::to_string(values.numel()) + " parameters, its shape asks for " +
                      std::to_string(target.numel()) + ": the file is damaged, or of another version");
  }
  target.copy_(values);
  ensemble->input = {floats(frozen.input_mean), floats(frozen.input_std)};
  ensemble->target = {floats(frozen.target_mean), floats(frozen.target_std)};
  ensemble->elites = frozen.elites;
  return ensemble;
}

/// FrozenPolicy's equations on batches.
class BatchedPolicy {
 public:
  explicit BatchedPolicy(const agent::FrozenPolicy& policy)
      : log_std_min_(policy.logStdMin()), log_std_max_(policy.logStdMax()), n_a_(policy.actionSize()) {
    for (const auto& layer : policy.layers()) {
      layers_.push_back({floats(layer.weight).view({layer.inputs, layer.outputs}), floats(layer.bias)});
    }
  }
  at::Tensor act(const at::Tensor& s, const at::Tensor& epsilon) const {
    at::Tensor h = s;
    for (std::size_t i = 0; i < layers_.size(); ++i) {
      h = at::addmm(layers_[i].bias, h, layers_[i].weight);
      if (i + 1 < layers_.size()) h = at::relu(h);
    }
    const at::Tensor log_std = h.narrow(1, n_a_, n_a_).clamp(log_std_min_, log_std_max_);
    return at::tanh(h.narrow(1, 0, n_a_) + at::exp(log_std) * epsilon);
  }

 private:
  struct Layer {
    at::Tensor weight, bias;
  };
  std::vector<Layer> layers_;
  double log_std_min_, log_std_max_;
  std::int64_t n_a_;
};

}  // namespace

InspectedModel::InspectedModel(std::shared_ptr<const mbpo::FrozenModel> frozen)
    : frozen_(std::move(frozen)),
      ensemble_(thaw(frozen_->ensemble)),
      task_(env::BatchedTask::load(frozen_->environment)),
      inverse_(env::ObservationInverse::load(frozen_->environment)),
      environment_(env::makeEnvironment(frozen_->environment)) {
  if (environment_->observationSize() != frozen_->ensemble.n_s || environment_->actionSize() != frozen_->ensemble.n_a) {
    throw base::Error("the task " + frozen_->environment + " has changed since the run: it has " +
                      std::to_string(environment_->observationSize()) + " observations now, the model " +
                      std::to_string(frozen_->ensemble.n_s));
  }
  const at::Tensor low = doubles(frozen_->policy->actionLow()), high = doubles(frozen_->policy->actionHigh());
  centre_ = 0.5 * (low + high);
  half_range_ = 0.5 * (high - low);
  world_.predict = [this](std::int64_t member, const at::Tensor& x) { return ensemble_->predictMember(member, x); };
  world_.terminated = [this](const at::Tensor& s_next) { return task_.terminated(s_next); };
  world_.act = [policy = BatchedPolicy(*frozen_->policy)](const at::Tensor& s, const at::Tensor& epsilon) {
    return policy.act(s, epsilon);
  };
}

at::Tensor InspectedModel::normalised(const at::Tensor& control) const {
  return ((control.to(at::kDouble) - centre_) / half_range_).to(at::kFloat);
}

at::Tensor InspectedModel::control(const at::Tensor& normalised) const {
  return centre_ + half_range_ * normalised.to(at::kDouble);
}

}  // namespace inspect
