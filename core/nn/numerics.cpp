#include "nn/numerics.h"

#include <ATen/Parallel.h>
#include <dlfcn.h>
#include <malloc.h>

#include <algorithm>
#include <string>
#include <thread>

#include "base/process_environment.h"

namespace nn {

int fastestThreads() {
  // More than eight members have too few rows of a batch each; a machine with more cores keeps one for the window.
  constexpr int kMost = 8;
  const int cores = static_cast<int>(std::thread::hardware_concurrency());
  return std::clamp(cores > 2 ? cores - 1 : cores, 1, kMost);
}

Numerics configureNumerics(Engine engine, int wanted_threads) {
  const bool reuses_buffers = engine == Engine::fast;
  const int threads = reuses_buffers ? 1 : wanted_threads;  // small tensors beside its team are quickest on one
  at::set_num_threads(threads);
  // 32 MB is the largest threshold glibc accepts: tensors below it are reused from the heap instead of mapped anew.
  mallopt(M_MMAP_THRESHOLD, reuses_buffers ? 256 << 10 : 32 << 20);
  mallopt(M_TRIM_THRESHOLD, reuses_buffers ? 16 << 20 : 512 << 20);

  // Debian lets the administrator choose the BLAS; only OpenBLAS exports these names.
  using SetThreads = void (*)(int);
  using GetConfig = char* (*)();
  using GetParallel = int (*)();
  const auto set_threads = reinterpret_cast<SetThreads>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"));
  const auto get_config = reinterpret_cast<GetConfig>(dlsym(RTLD_DEFAULT, "openblas_get_config"));
  const auto get_parallel = reinterpret_cast<GetParallel>(dlsym(RTLD_DEFAULT, "openblas_get_parallel"));
  if (!set_threads || !get_config || !get_parallel) {
    return {"reference BLAS",
            "The BLAS in use is not OpenBLAS: measurements and the reference engine may be ten times slower than they "
            "could be; install libopenblas0-openmp (apt-get install libopenblas0-openmp)."};
  }
  constexpr int kOwnThreads = 1;  // 0 sequential, 1 threads of its own, 2 OpenMP
  if (get_parallel() == kOwnThreads && threads > 1) {
    set_threads(1);  // its spinning threads would fight LibTorch's for the same cores
    return {get_config(),
            "This OpenBLAS brings threads of its own, so it is used with one; install libopenblas0-openmp "
            "(apt-get install libopenblas0-openmp) for a faster reference engine."};
  }
  set_threads(threads);
  if (const std::string core = base::betterOpenblasCore(); !core.empty()) {
    return {get_config(),
            "This OpenBLAS does not know the processor and multiplies without AVX, several times slower "
            "than it could; set OPENBLAS_CORETYPE=" +
                core + " in the environment."};
  }
  return {get_config(), ""};
}

void returnFreedMemory() { malloc_trim(0); }

}  // namespace nn
