#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>

namespace base {

/// Commands on their way down to the thread that owns an object. Any thread pushes; the owner drains
/// between stages and may sleep in `waitUntilNotEmpty` while it is paused.
template <class Command>
class CommandQueue {
 public:
  void push(Command command) {
    {
      const std::lock_guard lock(mutex_);
      commands_.push_back(std::move(command));
    }
    not_empty_.notify_one();
  }

  /// Everything pushed so far, oldest first; leaves the queue empty.
  std::deque<Command> drain() {
    const std::lock_guard lock(mutex_);
    return std::exchange(commands_, {});
  }

  void waitUntilNotEmpty() {
    std::unique_lock lock(mutex_);
    not_empty_.wait(lock, [this] { return !commands_.empty(); });
  }

 private:
  std::mutex mutex_;
  std::condition_variable not_empty_;
  std::deque<Command> commands_;
};

}  // namespace base
