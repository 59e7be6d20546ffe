#include "ui/viewer/frame_governor.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace viewer {
namespace {

constexpr std::array kScales{1.0, 0.75, 0.5, 0.375};
constexpr double kMemory = 0.8;   // of the smoothed cost per picture: about five pictures
constexpr double kClearly = 1.2;  // a finer picture must keep the least rate with room, or two levels would alternate

}  // namespace

void FrameGovernor::setSoftware(bool software) {
  software_ = software;
  forget();
}

void FrameGovernor::setTraining(bool training) {
  if (training == training_) return;
  training_ = training;
  if (!training_ && level_ > 0) {
    level_ = 0;
    forget();
  }
}

double FrameGovernor::scale() const { return software_ ? kScales[static_cast<std::size_t>(level_)] : 1; }

double FrameGovernor::leastPeriod() const {
  if (!software_) return 0;
  return std::max(cost_ / ceiling(), training_ ? 1 / kMostRate : 0);
}

void FrameGovernor::note(double cpu_seconds) {
  if (!software_ || !std::isfinite(cpu_seconds) || cpu_seconds < 0) return;
  cost_ = cost_ > 0 ? kMemory * cost_ + (1 - kMemory) * cpu_seconds : cpu_seconds;
  if (training_) chooseScale();
}

/// Coarser as soon as the rate is not reached. Finer where it would be even if all of the cost grew with the pixels.
void FrameGovernor::chooseScale() {
  const double affordable = ceiling() / kLeastRate;  // CPU seconds a picture
  const auto growth = [this](int level) {
    const double ratio = kScales[static_cast<std::size_t>(level)] / kScales[static_cast<std::size_t>(level_)];
    return ratio * ratio;
  };
  const int coarsest = static_cast<int>(kScales.size()) - 1;
  int next = level_;
  if (cost_ > affordable) {
    while (next < coarsest && cost_ * growth(next) > affordable) ++next;
  } else if (level_ > 0 && cost_ * growth(level_ - 1) * kClearly < affordable) {
    --next;
  }
  if (next == level_) return;
  cost_ *= growth(next);
  level_ = next;
}

}  // namespace viewer
