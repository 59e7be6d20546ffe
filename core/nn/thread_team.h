#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <type_traits>
#include <vector>

namespace nn {

/// A fixed team of threads that compute one thing together: the caller is member 0. Work is divided by member number,
/// never by who is free, so results depend on the team's size alone. Members that wait spin for a moment,
/// then sleep: on busy cores a spinning thread would keep a working one from running. Owned and used by one thread.
class ThreadTeam {
 public:
  explicit ThreadTeam(int size);
  ~ThreadTeam();
  ThreadTeam(const ThreadTeam&) = delete;
  ThreadTeam& operator=(const ThreadTeam&) = delete;

  int size() const { return size_; }

  /// Runs `work(member)` on every member, 0 ≤ member < size, and returns when all are done. `work` must not throw.
  template <class Work>
  void run(Work&& work) {
    using Plain = std::remove_reference_t<Work>;
    runErased([](void* target, int member) { (*static_cast<Plain*>(target))(member); },
              const_cast<void*>(static_cast<const void*>(&work)));
  }

  /// Inside `run`: waits until every member has come here. What each wrote before, all see after.
  void barrier();

 private:
  using Call = void (*)(void* target, int member);
  void runErased(Call call, void* target);
  void serve(int member);

  int size_;
  Call call_ = nullptr;
  void* target_ = nullptr;
  std::atomic<std::uint32_t> round_{0};  ///< grows by one with each `run`
  std::atomic<std::uint32_t> phase_{0};  ///< grows by one with each completed barrier
  std::atomic<int> arrived_{0};
  std::atomic<bool> stopping_{false};
  std::vector<std::thread> threads_;
};

}  // namespace nn
