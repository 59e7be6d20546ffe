#pragma once

#include "nn/matrix.h"

namespace agent {

// The tanh-squashed Gaussian π(a | s) on plain floats: the fast engine's twin of Policy::sample and of its autograd.
// Rows are states; `head` [B, 2 n_a] holds μ then log σ before the cut; epsilon [B, n_a] is N(0, 1) noise.

/// a = tanh(u), u = μ + σ ε [B, n_a];  log π = Σ −½ε² − log σ − ½ log 2π − log(1 − tanh²u) [B]
void sampleSquashedGaussian(nn::ConstMatrix head, nn::ConstMatrix epsilon, nn::Matrix a, float* log_pi);

/// From ∂J/∂a [B, n_a] and one ∂J/∂log π for all rows to ∂J/∂head [B, 2 n_a]:
///
///     ∂J/∂u = ∂J/∂a (1 − a²) + ∂J/∂log π · 2a;   ∂J/∂μ = ∂J/∂u;   ∂J/∂log σ = ∂J/∂u σ ε − ∂J/∂log π
///
/// and 0 for a log σ that the cut holds.
void calcSquashedGaussianGradient(nn::ConstMatrix head, nn::ConstMatrix epsilon, nn::ConstMatrix a,
                                  nn::ConstMatrix gradient_a, float gradient_log_pi, nn::Matrix gradient_head);

}  // namespace agent
