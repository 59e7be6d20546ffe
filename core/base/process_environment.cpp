#include "base/process_environment.h"

#include <dlfcn.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <string_view>

namespace base {
namespace {

constexpr const char* kWaitPolicy = "OMP_WAIT_POLICY";
constexpr const char* kCoreType = "OPENBLAS_CORETYPE";

// OpenBLAS's names of x86-64 processors without AVX2, as of 0.3.29.
constexpr std::array<std::string_view, 12> kWithoutAvx2{"Prescott",     "Core2",     "Penryn", "Dunnington",
                                                        "Nehalem",      "Atom",      "Nano",   "Opteron",
                                                        "Opteron_SSE3", "Barcelona", "Bobcat", "Generic"};

bool hasAvx2() {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
#else
  return false;
#endif
}

}  // namespace

std::string betterOpenblasCore() {
  using GetCoreName = char* (*)();
  const auto get_core_name = reinterpret_cast<GetCoreName>(::dlsym(RTLD_DEFAULT, "openblas_get_corename"));
  if (get_core_name == nullptr || !hasAvx2()) return "";
  const std::string_view chosen = get_core_name();
  const bool too_old = std::find(kWithoutAvx2.begin(), kWithoutAvx2.end(), chosen) != kWithoutAvx2.end();
  return too_old ? "Haswell" : "";
}

void prepareProcessEnvironment(char** argv) {
  std::signal(SIGXFSZ, SIG_IGN);
  mallopt(M_ARENA_MAX, 2);
  bool changed = false;
  if (std::getenv(kWaitPolicy) == nullptr) {
    ::setenv(kWaitPolicy, "passive", 1);
    changed = true;
  }
  if (const std::string core = betterOpenblasCore(); !core.empty() && std::getenv(kCoreType) == nullptr) {
    ::setenv(kCoreType, core.c_str(), 1);
    changed = true;
  }
  if (changed) ::execv("/proc/self/exe", argv);
  // Where /proc is missing the program goes on, only slower.
}

}  // namespace base
