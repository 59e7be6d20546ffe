#include "ui/rollouts/step_cursor.h"

#include <algorithm>

namespace rollouts {

void StepCursor::setLast(int last) {
  last_ = std::max(last, -1);
  setStep(last_ < 0 ? -1 : std::max(step_, 0));
}

void StepCursor::setStep(int step) {
  const int allowed = last_ < 0 ? -1 : std::clamp(step, 0, last_);
  if (allowed == step_ || telling_) return;
  step_ = allowed;
  telling_ = true;
  Q_EMIT moved(step_);
  telling_ = false;
}

}  // namespace rollouts
