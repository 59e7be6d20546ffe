#include "base/resident_memory.h"

#include <unistd.h>

#include <fstream>

namespace base {

double measureResidentMegabytes() {
  std::ifstream statm("/proc/self/statm");  // in pages, whose size the processor chooses: 4 KiB here, 16 or 64 elsewhere
  double total_pages = 0, resident_pages = 0;
  statm >> total_pages >> resident_pages;
  return resident_pages * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

}  // namespace base
