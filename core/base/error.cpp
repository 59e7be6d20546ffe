#include "base/error.h"

#include <cstdio>
#include <cstdlib>

namespace base {

void failCheck(const char* condition, const char* file, int line, const std::string& values) {
  std::fprintf(stderr, "%s:%d: internal error: expected %s, but %s\n", file, line, condition, values.c_str());
  std::abort();
}

}  // namespace base
