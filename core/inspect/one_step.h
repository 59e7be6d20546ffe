#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <string>
#include <vector>

#include "inspect/comparison.h"
#include "measure/elite_predictions.h"

namespace inspect {

/// PIT and central coverage of the members' equal-weight mixture, output by output:
///
///     F(y) = 1/E Σ_e Φ((y − μ_e)/σ_e);   y is within the central interval of mass c  ⟺  |2 F(y) − 1| ≤ c
///
/// predictions [E, N, n_out], y [N, n_out] raw; sigma_y [n_out]: outputs that do not vary are left out (NaN by
/// dimension). N ≥ 1.
Calibration calcCalibration(const measure::ElitePredictions& predictions, const at::Tensor& y,
                            const std::vector<double>& sigma_y);

/// R², NLL and RMSE per output (measure/validation.h), with at most `pairs` predicted-versus-true pairs of evenly
/// spaced rows. names [n_s]; the reward comes last.
std::vector<DimensionScore> calcScores(const measure::ElitePredictions& predictions, const at::Tensor& y,
                                       const std::vector<double>& sigma_y, const std::vector<std::string>& names,
                                       std::int64_t pairs);

}  // namespace inspect
