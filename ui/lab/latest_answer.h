#pragma once

#include <QMetaObject>
#include <QObject>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "base/thread_priority.h"

namespace lab {

enum class Overtaken { told, dropped };

/// Answers questions on a thread of its own, so that a hand on a dial never waits. A question that comes while one is
/// at work waits its turn, and only the newest does. An answer that has been overtaken is told or dropped. `calc` is
/// pure and does not throw; `take` is called on the thread that asks. The destructor waits for the question at work.
/// GUI thread.
template <class Question, class Answer>
class LatestAnswer {
 public:
  using Calc = std::function<Answer(const Question&)>;
  using Take = std::function<void(std::shared_ptr<const Answer>)>;

  LatestAnswer(Calc calc, Take take, Overtaken overtaken)
      : calc_(std::move(calc)), take_(std::move(take)), overtaken_(overtaken) {}

  void ask(const Question& question) {
    if (busy_) {
      waiting_ = question;
    } else {
      begin(question);
    }
  }
  bool busy() const { return busy_; }

 private:
  void begin(const Question& question) {
    busy_ = true;
    // The last thread has ended its work, or busy_ would be set; joining it costs nothing.
    thread_ = std::jthread([this, question] {
      base::lowerThreadPriority(base::kBackgroundNiceness);
      auto answer = std::make_shared<const Answer>(calc_(question));
      QMetaObject::invokeMethod(
          &home_, [this, answer = std::move(answer)] { finish(answer); }, Qt::QueuedConnection);
    });
  }
  void finish(const std::shared_ptr<const Answer>& answer) {
    busy_ = false;
    const auto next = std::exchange(waiting_, std::nullopt);
    if (next) begin(*next);
    if (!next || overtaken_ == Overtaken::told) take_(answer);
  }

  Calc calc_;
  Take take_;
  Overtaken overtaken_;
  bool busy_ = false;
  std::optional<Question> waiting_;
  QObject home_;         ///< an answer that comes after it has gone is dropped
  std::jthread thread_;  ///< last: it uses all others
};

}  // namespace lab
