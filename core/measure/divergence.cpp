#include "measure/divergence.h"

#include <ATen/ATen.h>

namespace measure {

// min(√(KL/2), 1)
at::Tensor calcPinskerTv(const at::Tensor& kl) { return at::sqrt(0.5 * kl).clamp_max(1.0); }

// √(1 − e^{−KL}); expm1 because 1 − e^{−KL} cancels for nearby distributions
at::Tensor calcBretagnolleHuberTv(const at::Tensor& kl) { return at::sqrt(-at::expm1(-kl)); }

at::Tensor calcCombinedTv(const at::Tensor& kl) { return at::minimum(calcPinskerTv(kl), calcBretagnolleHuberTv(kl)); }

}  // namespace measure
