#include "base/waiting_policy.h"

#include <unistd.h>

#include <cstdlib>

namespace base {

void preferPassiveWaiting(char** argv) {
  if (std::getenv("OMP_WAIT_POLICY")) return;
  ::setenv("OMP_WAIT_POLICY", "passive", 1);
  ::execv("/proc/self/exe", argv);
  // Where /proc is missing the program goes on, only slower.
}

}  // namespace base
