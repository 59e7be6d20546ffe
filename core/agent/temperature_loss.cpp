#include "agent/temperature_loss.h"

namespace agent {

double calcTemperatureLoss(double log_alpha, double mean_log_pi, double target_entropy) {
  return -log_alpha * (mean_log_pi + target_entropy);
}

double calcTemperatureGradient(double mean_log_pi, double target_entropy) { return -(mean_log_pi + target_entropy); }

}  // namespace agent
