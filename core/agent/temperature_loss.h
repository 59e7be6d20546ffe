#pragma once

namespace agent {

/// J(α) = −log α · (mean log π + H̄), with H̄ the target entropy; and its derivative by log α.
/// Entropy below target (mean log π + H̄ > 0) makes the derivative negative: α grows.
double calcTemperatureLoss(double log_alpha, double mean_log_pi, double target_entropy);
double calcTemperatureGradient(double mean_log_pi, double target_entropy);

}  // namespace agent
