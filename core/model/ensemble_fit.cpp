#include "model/ensemble_fit.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "model/likelihood_loss.h"

namespace model {

EnsembleFit::EnsembleFit(GaussianEnsemble& ensemble, nn::Adam& optimiser, FitSettings settings, at::Tensor x,
                         at::Tensor y, data::HoldoutSplit split, nn::Noise& noise, const nn::Compute& compute)
    : ensemble_(&ensemble),
      optimiser_(&optimiser),
      settings_(std::move(settings)),
      x_(std::move(x)),
      y_(std::move(y)),
      split_(std::move(split)),
      noise_(&noise) {
  ensemble_->input = Normaliser::fit(x_.index_select(0, split_.unique_training));
  ensemble_->target = settings_.standardise_targets ? Normaliser::fit(y_.index_select(0, split_.unique_training))
                                                    : Normaliser::identity(ensemble.shape().outputs());
  if (compute.engine == nn::Engine::fast) {
    pass_ = std::make_unique<EnsemblePass>(ensemble, compute, ensemble_->input.apply(x_), ensemble_->target.apply(y_));
  } else {
    x_holdout_ = x_.index_select(0, split_.holdout);
    y_holdout_ = y_.index_select(0, split_.holdout);
  }
  state_.best_values = ensemble_->parameters().values().clone();
  state_.best_mse.assign(static_cast<std::size_t>(ensemble.shape().members), std::numeric_limits<double>::infinity());
}

std::int64_t EnsembleFit::batchesPerEpoch() const {
  return (split_.training.size(1) + settings_.batch - 1) / settings_.batch;
}

bool EnsembleFit::step() {
  if (finished_) return false;
  if (state_.batch_index < batchesPerEpoch())
    trainMinibatch();
  else
    evaluateEpoch();
  return !finished_;
}

void EnsembleFit::trainMinibatch() {
  const std::int64_t n_train = split_.training.size(1);
  if (!state_.has_order) {
    state_.order =
        at::argsort(noise_->uniform({ensemble_->shape().members, n_train}, 0.0, 1.0), /*stable=*/true, /*dim=*/1);
    state_.has_order = true;
    state_.loss_sum = 0;
  }
  const std::int64_t first = state_.batch_index * settings_.batch;
  const std::int64_t count = std::min(settings_.batch, n_train - first);
  const double value = passMinibatch(split_.training.gather(1, state_.order.narrow(1, first, count)));
  if (!std::isfinite(value)) {
    result_.diverged = true;
    finish();
    return;
  }
  stepMinibatch();
  state_.loss_sum += value;
  ++state_.batch_index;
}

// rows [E, B] → mean_e L_e; parameters move only in `stepMinibatch`.
double EnsembleFit::passMinibatch(const at::Tensor& rows) {
  if (pass_) return pass_->pass(rows, settings_.weight_decay);
  const auto gathered = [&](const at::Tensor& data) {
    return data.index_select(0, rows.view(-1)).view({rows.size(0), rows.size(1), data.size(1)});
  };
  ensemble_->parameters().zeroGradient();
  const GaussianPrediction prediction = ensemble_->forward(gathered(x_));
  loss_ = calcLikelihoodLoss(prediction.mean, prediction.log_variance, ensemble_->target.apply(gathered(y_))).sum();
  return loss_.item<double>() / static_cast<double>(rows.size(0));
}

void EnsembleFit::stepMinibatch() {
  if (pass_) {
    pass_->gradient().step(*optimiser_, settings_.learning_rate);
    return;
  }
  if (!ensemble_->fixedLogVariance()) {
    loss_ = loss_ + calcBoundPenalty(ensemble_->maxLogVariance(), ensemble_->minLogVariance());
  }
  loss_.backward();
  addWeightDecayGradient(ensemble_->mlp(), settings_.weight_decay);
  optimiser_->step(ensemble_->parameters().values(), ensemble_->parameters().gradient(), settings_.learning_rate);
}

std::vector<double> EnsembleFit::holdoutMse() {
  return pass_ ? pass_->calcMse(split_.holdout) : calcHoldoutMse(*ensemble_, x_holdout_, y_holdout_);
}

void EnsembleFit::evaluateEpoch() {
  const std::vector<double> mse = holdoutMse();
  bool improved = false;
  for (std::size_t member = 0; member < mse.size(); ++member) {
    const double best = state_.best_mse[member];
    // Relative improvement against this network's own best; its first finite value always counts.
    if (std::isfinite(mse[member]) && (!std::isfinite(best) || (best - mse[member]) / best > settings_.improvement)) {
      state_.best_mse[member] = mse[member];
      keepBest(static_cast<std::int64_t>(member));
      improved = true;
    }
  }
  state_.epochs_without_improvement = improved ? 0 : state_.epochs_without_improvement + 1;
  result_.training_loss = state_.loss_sum / static_cast<double>(batchesPerEpoch());
  ++state_.epoch;
  state_.batch_index = 0;
  state_.has_order = false;
  const bool at_limit = settings_.epoch_limit > 0 && state_.epoch >= settings_.epoch_limit;
  if (state_.epochs_without_improvement >= settings_.patience || at_limit) finish();
}

void EnsembleFit::keepBest(std::int64_t member) {
  // Layer by layer, this member's slice alone: another's best must stay untouched.
  std::int64_t offset = 0;
  for (std::int64_t layer = 0; layer < ensemble_->mlp().shape().layers(); ++layer) {
    for (const at::Tensor* tensor : {&ensemble_->mlp().weight(layer), &ensemble_->mlp().bias(layer)}) {
      const std::int64_t slice = tensor->numel() / tensor->size(0);
      const std::int64_t start = offset + member * slice;
      state_.best_values.narrow(0, start, slice).copy_(ensemble_->parameters().values().narrow(0, start, slice));
      offset += tensor->numel();
    }
  }
}

void EnsembleFit::finish() {
  finished_ = true;
  result_.epochs = state_.epoch;
  // Restore weights and biases; the log-variance bounds are shared by all networks and keep their newest values
  // unless they are what went wrong.
  const at::Tensor values = ensemble_->parameters().values();
  const std::int64_t bounds = 2 * ensemble_->shape().outputs();
  const std::int64_t restored = result_.diverged ? values.numel() : values.numel() - bounds;
  values.narrow(0, 0, restored).copy_(state_.best_values.narrow(0, 0, restored));
  if (result_.diverged) *optimiser_ = nn::Adam(values.numel());

  result_.holdout_mse = holdoutMse();
  std::vector<std::int64_t> ranking(result_.holdout_mse.size());
  std::iota(ranking.begin(), ranking.end(), 0);
  std::stable_sort(ranking.begin(), ranking.end(), [this](std::int64_t i, std::int64_t j) {
    return result_.holdout_mse[static_cast<std::size_t>(i)] < result_.holdout_mse[static_cast<std::size_t>(j)];
  });
  ranking.resize(static_cast<std::size_t>(std::min<std::int64_t>(settings_.elite_count, ensemble_->shape().members)));
  ensemble_->elites = ranking;
}

std::vector<double> EnsembleFit::calcHoldoutMse(const GaussianEnsemble& ensemble, const at::Tensor& x,
                                                const at::Tensor& y) {
  const at::NoGradGuard no_gradient;
  const at::Tensor target = ensemble.target.apply(y);
  const at::Tensor mse = (ensemble.forward(x).mean - target).square().mean({1, 2}).to(at::kDouble);
  return {mse.data_ptr<double>(), mse.data_ptr<double>() + mse.numel()};
}

}  // namespace model
