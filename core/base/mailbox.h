#pragma once

#include <memory>
#include <mutex>
#include <utility>

namespace base {

/// A one-slot mailbox of immutable values on their way up: the owner publishes, anyone reads the newest.
/// Readers never wait for the owner's work, only for the copy of a shared pointer.
template <class Value>
class Mailbox {
 public:
  void publish(std::shared_ptr<const Value> value) {
    const std::lock_guard lock(mutex_);
    value_ = std::move(value);
  }

  /// The newest value, or null before the first.
  std::shared_ptr<const Value> latest() const {
    const std::lock_guard lock(mutex_);
    return value_;
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Value> value_;
};

}  // namespace base
