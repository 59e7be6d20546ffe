#pragma once

#include <optional>
#include <vector>

#include "ui/lab/lesson.h"

namespace lab {

/// How far somebody has come in a lesson: one step is open at a time, and a ticked one stays so. A plain value that
/// outlives no lesson it points to.
class LessonProgress {
 public:
  LessonProgress() = default;
  explicit LessonProgress(const Lesson& lesson) : lesson_(&lesson), answers_(lesson.steps.size()) {}

  const Lesson* lesson() const { return lesson_; }
  /// The open step; the number of steps once all are ticked.
  std::size_t current() const { return current_; }
  bool isDone() const { return lesson_ != nullptr && current_ == lesson_->steps.size(); }
  bool isTicked(std::size_t step) const { return step < current_; }
  /// What was answered last, right or wrong.
  std::optional<int> answer(std::size_t step) const { return answers_.at(step); }

  /// True when a step ticked itself. Only the open step is looked at: each change is made for its own step.
  bool observe(const LabFacts& facts);
  /// Whether the open step is a question that may be answered now.
  bool mayAnswer(const LabFacts& facts) const;
  /// True when the answer ticked the open step.
  bool answerCurrent(int option, const LabFacts& facts);

 private:
  bool allHold(const LessonStep& step, const LabFacts& facts) const;

  const Lesson* lesson_ = nullptr;
  std::size_t current_ = 0;
  std::vector<std::optional<int>> answers_;
};

}  // namespace lab
