#include "base/thread_priority.h"

#if defined(__linux__)
#include <sched.h>
#include <sys/resource.h>

#include <algorithm>
#endif

namespace base {

void lowerThreadPriority(int by) {
#if defined(__linux__)
  if (by <= 0) return;
  // Here a "process" of these calls is the calling thread.
  const int policy = sched_getscheduler(0);
  sched_param parameters{};
  if ((policy == SCHED_RR || policy == SCHED_FIFO) && sched_getparam(0, &parameters) == 0) {
    parameters.sched_priority = std::max(sched_get_priority_min(policy), parameters.sched_priority - by);
    sched_setscheduler(0, policy, &parameters);
    return;
  }
  setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + by);
#else
  static_cast<void>(by);
#endif
}

}  // namespace base
