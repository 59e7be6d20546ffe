#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "model/gaussian_ensemble.h"
#include "nn/aligned_floats.h"
#include "nn/compute.h"
#include "nn/gradient_sum.h"
#include "nn/mlp_pass.h"
#include "nn/thread_team.h"

namespace model {

/// One minibatch of every network through the ensemble and back, by hand: the fast engine's twin of the likelihood
/// loss's autograd. The minibatches stand in one row, network after network, and every member of the thread team takes
/// an equal piece of it all the way through, tile by tile: so all but a few networks stay with one thread and its
/// cache, and only a network that a piece's end cuts has gradients to be added up. Owned and called by one thread; data
/// and ensemble must outlive it.
class EnsemblePass {
 public:
  /// x [N, n_in] and y [N, n_out], both standardised, contiguous.
  EnsemblePass(GaussianEnsemble& ensemble, const nn::Compute& compute, at::Tensor x, at::Tensor y);

  /// rows [E, B] int64: each network's own minibatch. Returns mean_e L_e, and leaves ∂J/∂θ in `gradient`, with the
  /// bound penalty and the decay wd_l W_l of ½ Σ_l wd_l ‖W_l‖².
  double pass(const at::Tensor& rows, std::span<const double> decay_per_layer);
  nn::GradientSum& gradient() { return gradient_; }

  /// [E] MSE of every network on rows [N_h] int64, in standardised target units.
  std::vector<double> calcMse(const at::Tensor& rows);

 private:
  /// What one team member works with.
  struct Lane {
    nn::MlpPass network;
    nn::AlignedFloats x, y;                        ///< a tile's rows
    nn::AlignedFloats gradient_max, gradient_min;  ///< [n_out]
    nn::AlignedFloats cut_gradient;                ///< of `cut`, laid out like the parameters; empty until needed
    std::int64_t cut = kNone;                      ///< the network that another member began
    double loss_sum = 0;
  };
  static constexpr std::int64_t kNone = -1;

  void passShare(Lane& lane, nn::Range share, const at::Tensor& rows, std::span<const double> decay_per_layer);
  void passTile(Lane& lane, std::int64_t member, const std::int64_t* rows, std::int64_t count, std::int64_t batch,
                float* gradient, bool add);
  void addDecay(std::int64_t member, std::span<const double> decay_per_layer, float* gradient);
  void addCutGradients(int part);
  void writeBoundGradient();

  GaussianEnsemble* ensemble_;
  nn::Compute compute_;
  at::Tensor x_, y_;
  std::vector<Lane> lanes_;  ///< one per team member
  nn::GradientSum gradient_;
};

}  // namespace model
