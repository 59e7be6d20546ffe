#include "nn/thread_team.h"

#include <omp.h>

#include "base/error.h"

namespace nn {
namespace {

// About a quarter of a millisecond: longer than the serial work between two passes, since a member that sleeps is often
// woken on the core of the one that wakes it. Longer waits give the core away.
constexpr int kSpins = 5000;

void relax() {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  asm volatile("yield");
#endif
}

// Returns once `value` is no longer `old`.
void awaitChange(const std::atomic<std::uint32_t>& value, std::uint32_t old) {
  for (int i = 0; i < kSpins; ++i) {
    if (value.load(std::memory_order_acquire) != old) return;
    relax();
  }
  while (value.load(std::memory_order_acquire) == old) value.wait(old, std::memory_order_acquire);
}

}  // namespace

ThreadTeam::ThreadTeam(int size) : size_(size) {
  WORKBENCH_CHECK(size >= 1, "size is " + std::to_string(size));
  for (int member = 1; member < size; ++member) threads_.emplace_back([this, member] { serve(member); });
}

ThreadTeam::~ThreadTeam() {
  stopping_.store(true, std::memory_order_relaxed);
  round_.fetch_add(1, std::memory_order_release);
  round_.notify_all();
  for (std::thread& thread : threads_) thread.join();
}

void ThreadTeam::serve(int member) {
  omp_set_num_threads(1);  // the matrix library must not open teams of its own inside ours
  for (std::uint32_t seen = 0;;) {
    awaitChange(round_, seen);
    ++seen;
    if (stopping_.load(std::memory_order_relaxed)) return;
    call_(target_, member);
    barrier();
  }
}

void ThreadTeam::runErased(Call call, void* target) {
  const int own_threads = omp_get_max_threads();
  omp_set_num_threads(1);
  if (size_ > 1) {
    call_ = call;
    target_ = target;
    round_.fetch_add(1, std::memory_order_release);
    round_.notify_all();
  }
  call(target, 0);
  barrier();
  omp_set_num_threads(own_threads);
}

void ThreadTeam::barrier() {
  if (size_ == 1) return;
  const std::uint32_t phase = phase_.load(std::memory_order_acquire);
  if (arrived_.fetch_add(1, std::memory_order_acq_rel) + 1 == size_) {
    arrived_.store(0, std::memory_order_relaxed);
    phase_.fetch_add(1, std::memory_order_release);
    phase_.notify_all();
  } else {
    awaitChange(phase_, phase);
  }
}

}  // namespace nn
