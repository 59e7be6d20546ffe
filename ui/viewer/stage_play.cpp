#include "ui/viewer/stage_play.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace viewer {
namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

}  // namespace

StagePlay::StagePlay(std::shared_ptr<const Stage> stage) : stage_(std::move(stage)), last_(lastStep(*stage_)) {}

void StagePlay::setStep(double step) {
  step_ = std::isfinite(step) ? std::clamp(step, 0.0, last_) : 0;
  held_ = 0;
}

void StagePlay::advance(double seconds, double hold) {
  if (!(stage_->seconds_per_step > 0)) return;
  if (!isAtEnd()) {
    step_ = std::min(last_, step_ + seconds / stage_->seconds_per_step);
    return;
  }
  if (!loops_) return;
  held_ += seconds;
  if (held_ >= hold) setStep(0);
}

double StagePlay::reward() const {
  const auto state = static_cast<std::size_t>(step_);
  return state >= 1 && state <= stage_->reward.size() ? stage_->reward[state - 1] : kUnknown;
}

double StagePlay::returnSoFar() const {
  if (stage_->reward.empty()) return kUnknown;
  const auto state = std::min(static_cast<std::size_t>(step_), stage_->reward.size());
  return std::accumulate(stage_->reward.begin(), stage_->reward.begin() + static_cast<std::ptrdiff_t>(state), 0.0);
}

double StagePlay::value() const {
  const auto state = static_cast<std::size_t>(step_);
  return state < stage_->value.size() ? stage_->value[state] : kUnknown;
}

}  // namespace viewer
