#include "ui/charts/smoothing.h"

#include <cmath>

namespace charts {

double MovingAverage::add(double y) {
  if (!std::isfinite(y)) return y;
  sum_ = weight_ * sum_ + y;
  norm_ = weight_ * norm_ + 1;
  return sum_ / norm_;
}

}  // namespace charts
