#include "ui/viewer/cpu_meter.h"

#include <filesystem>
#include <fstream>
#include <string>

namespace viewer {
namespace {

constexpr auto kRasteriser = "llvmpipe";  // what Mesa calls them, with a number behind

/// Linux's clock of another thread of this process: the complement of its number above three bits that say "one
/// thread's" and "time on the processor" (what pthread_getcpuclockid makes of a pthread_t, which we do not have here).
clockid_t clockOfThread(long thread) { return static_cast<clockid_t>((~static_cast<unsigned long>(thread) << 3) | 6); }

}  // namespace

CpuMeter::CpuMeter() : clocks_{CLOCK_THREAD_CPUTIME_ID} {
  std::error_code missing;
  for (const auto& task : std::filesystem::directory_iterator("/proc/self/task", missing)) {
    std::ifstream file(task.path() / "comm");
    std::string name;
    if (!std::getline(file, name) || !name.starts_with(kRasteriser)) continue;
    clocks_.push_back(clockOfThread(std::stol(task.path().filename())));
  }
}

double CpuMeter::seconds() const {
  double sum = 0;
  for (const clockid_t clock : clocks_) {
    timespec time{};
    if (clock_gettime(clock, &time) == 0) sum += double(time.tv_sec) + 1e-9 * double(time.tv_nsec);
  }
  return sum;
}

}  // namespace viewer
