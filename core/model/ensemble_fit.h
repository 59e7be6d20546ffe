#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "data/holdout_split.h"
#include "model/ensemble_pass.h"
#include "model/gaussian_ensemble.h"
#include "nn/adam.h"
#include "nn/compute.h"
#include "nn/noise.h"

namespace model {

struct FitSettings {
  double learning_rate = 1e-3;
  std::int64_t batch = 256;
  std::int64_t patience = 6;     ///< epochs in a row in which no network improves
  double improvement = 0.01;     ///< relative improvement of a network's holdout MSE that counts
  std::int64_t epoch_limit = 0;  ///< 0: none
  std::int64_t elite_count = 5;
  bool standardise_targets = false;
  std::vector<double> weight_decay;  ///< one per layer
};

struct FitResult {
  std::int64_t epochs = 0;
  double training_loss = 0;         ///< mean L_e over networks in the last epoch
  std::vector<double> holdout_mse;  ///< per network, with the restored weights
  bool diverged = false;            ///< a loss was not finite: best weights restored, optimiser reset
};

/// Stage 1, one fit of the ensemble by maximum likelihood with early stopping:
///
///     each epoch: every network sees its own bootstrap of the training rows in its own random order, in minibatches;
///     then every network's MSE on the same holdout rows; a network whose MSE fell by more than `improvement`
///     relative to its best keeps its weights of this epoch. After `patience` epochs in which none did, every network
///     gets its own best weights back, and the elites are the `elite_count` networks of lowest holdout MSE.
///
/// `step` does one minibatch or one holdout evaluation. Ensemble and optimiser must outlive the fit.
class EnsembleFit {
 public:
  /// x [N, n_in] raw inputs, y [N, n_out] raw targets. Refits the normalisers at once.
  EnsembleFit(GaussianEnsemble& ensemble, nn::Adam& optimiser, FitSettings settings, at::Tensor x, at::Tensor y,
              data::HoldoutSplit split, nn::Noise& noise, const nn::Compute& compute = {});

  /// False when the fit has ended.
  bool step();
  bool finished() const { return finished_; }
  const FitResult& result() const { return result_; }
  const data::HoldoutSplit& split() const { return split_; }
  const at::Tensor& x() const { return x_; }  ///< all inputs, as given
  const at::Tensor& y() const { return y_; }  ///< all targets, as given

  /// What changes between steps, for checkpoints; `restore` expects a fit built from the same data and split.
  struct State {
    std::int64_t epoch = 0, batch_index = 0, epochs_without_improvement = 0;
    bool has_order = false;
    at::Tensor order;        ///< [E, n_train] positions within each bootstrap, for this epoch
    at::Tensor best_values;  ///< [P] every network's best weights so far
    std::vector<double> best_mse;
    double loss_sum = 0;
  };
  const State& state() const { return state_; }
  void restore(State state) { state_ = std::move(state); }

  /// [E] holdout MSE of every network, in standardised target units.
  static std::vector<double> calcHoldoutMse(const GaussianEnsemble& ensemble, const at::Tensor& x, const at::Tensor& y);

 private:
  void trainMinibatch();
  double passMinibatch(const at::Tensor& rows);
  void stepMinibatch();
  std::vector<double> holdoutMse();
  void evaluateEpoch();
  void keepBest(std::int64_t member);
  void finish();
  std::int64_t batchesPerEpoch() const;

  GaussianEnsemble* ensemble_;
  nn::Adam* optimiser_;
  FitSettings settings_;
  at::Tensor x_, y_;
  data::HoldoutSplit split_;
  nn::Noise* noise_;
  at::Tensor x_holdout_, y_holdout_;    ///< with the reference engine only
  std::unique_ptr<EnsemblePass> pass_;  ///< with the fast engine only
  at::Tensor loss_;                     ///< of the minibatch in progress, with the reference engine
  State state_;
  FitResult result_;
  bool finished_ = false;
};

}  // namespace model
