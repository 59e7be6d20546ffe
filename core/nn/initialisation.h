#pragma once

#include "nn/mlp.h"
#include "nn/noise.h"

namespace nn {

/// Weights from N(0, 1/(4·fan_in)) cut at two standard deviations, biases 0: the dynamics ensemble's start.
void initialiseTruncatedNormal(const Mlp& mlp, Noise& noise);

/// Weights uniform in ±√(6/(fan_in + fan_out)) (Glorot & Bengio 2010), biases 0: policy and critics' start.
void initialiseGlorotUniform(const Mlp& mlp, Noise& noise);

}  // namespace nn
