#include "ui/lab/lesson_progress.h"

#include <algorithm>

namespace lab {

bool LessonProgress::allHold(const LessonStep& step, const LabFacts& facts) const {
  return std::ranges::all_of(step.until, [&](const Condition& condition) { return condition.holds(facts); });
}

bool LessonProgress::observe(const LabFacts& facts) {
  if (lesson_ == nullptr || isDone()) return false;
  const LessonStep& step = lesson_->steps[current_];
  if (step.kind != LessonStep::Kind::change || !allHold(step, facts)) return false;
  ++current_;
  return true;
}

bool LessonProgress::mayAnswer(const LabFacts& facts) const {
  if (lesson_ == nullptr || isDone()) return false;
  const LessonStep& step = lesson_->steps[current_];
  return step.kind != LessonStep::Kind::change && allHold(step, facts);
}

bool LessonProgress::answerCurrent(int option, const LabFacts& facts) {
  if (!mayAnswer(facts)) return false;
  const LessonStep& step = lesson_->steps[current_];
  answers_[current_] = option;
  if (step.kind == LessonStep::Kind::check && option != step.answer) return false;
  ++current_;
  return true;
}

}  // namespace lab
