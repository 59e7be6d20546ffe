#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "model/gaussian_ensemble.h"
#include "nn/adam.h"
#include "nn/compute.h"
#include "nn/mlp_pass.h"
#include "nn/thread_team.h"

namespace model {

/// One minibatch of every network through the ensemble and back, by hand: the fast engine's twin of the likelihood
/// loss's autograd. Every member of the thread team takes its share of each network's rows all the way through.
/// Owned and called by one thread; data and ensemble must outlive it.
class EnsemblePass {
 public:
  /// x [N, n_in] and y [N, n_out], both standardised, contiguous.
  EnsemblePass(GaussianEnsemble& ensemble, const nn::Compute& compute, at::Tensor x, at::Tensor y);

  /// rows [E, B] int64: each network's own minibatch. Returns mean_e L_e; then δ is ready for `step`.
  double pass(const at::Tensor& rows);
  /// ∂J/∂θ of that minibatch, bound penalty and weight decay included, into the flat gradient buffer.
  void calcGradient(std::span<const double> decay_per_layer);
  /// `calcGradient` followed by one step of Adam.
  void step(nn::Adam& optimiser, double learning_rate, std::span<const double> decay_per_layer);

  /// [E] MSE of every network on rows [N_h] int64, in standardised target units.
  std::vector<double> calcMse(const at::Tensor& rows);

 private:
  void reserve(std::int64_t batch);
  void gradientPart(std::span<const double> decay_per_layer, int member);

  GaussianEnsemble* ensemble_;
  nn::Compute compute_;
  at::Tensor x_, y_;
  std::int64_t capacity_ = 0;  ///< rows that the passes hold
  std::int64_t batch_ = 0;     ///< rows of the newest pass
  std::vector<nn::MlpPass> passes_;            ///< one per network
  at::Tensor batch_x_, batch_y_;               ///< [E, B, n_in], [E, B, n_out]
  std::vector<double> loss_sums_;              ///< one per team member
  std::vector<float> gradient_max_, gradient_min_;  ///< [team, n_out]
};

}  // namespace model
