#include "nn/numerics.h"

#include <ATen/Parallel.h>
#include <dlfcn.h>
#include <malloc.h>

namespace nn {

Numerics configureNumerics(int threads) {
  at::set_num_threads(threads);
  // 32 MB is the largest threshold glibc accepts: tensors below it are reused from the heap instead of mapped anew.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  mallopt(M_TRIM_THRESHOLD, 512 << 20);

  // Debian lets the administrator choose the BLAS; only OpenBLAS exports these names.
  using SetThreads = void (*)(int);
  using GetConfig = char* (*)();
  if (const auto set_threads = reinterpret_cast<SetThreads>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))) {
    set_threads(threads);
    const auto get_config = reinterpret_cast<GetConfig>(dlsym(RTLD_DEFAULT, "openblas_get_config"));
    return {get_config ? get_config() : "OpenBLAS", ""};
  }
  return {"reference BLAS",
          "The BLAS in use is not OpenBLAS, so training may be ten times slower than it could be; "
          "install libopenblas0-pthread (apt-get install libopenblas0-pthread)."};
}

}  // namespace nn
