#pragma once

#include <string>

namespace base {

/// Call first in `main`. A write beyond a limit on file sizes becomes an error like a full disk's, not a signal that
/// kills. glibc keeps freed memory in two arenas instead of eight a core: what short-lived threads left free in each was
/// 170 MB after an hour of training in the window. Then two choices that libraries make only while a program is loaded,
/// through its environment; where the user has not made them, this sets both and starts the program anew:
///
///   OMP_WAIT_POLICY=passive   idle threads of the OpenMP runtime sleep instead of spin: with a viewer or another
///                             program on the same cores, spinning threads keep the working ones from running
///                             (measured: training eight times slower on two busy cores)
///   OPENBLAS_CORETYPE=Haswell where OpenBLAS does not know a newer processor and falls back to kernels for one without
///                             AVX (measured: products ten times slower with 0.3.21 on a processor of 2023)
void prepareProcessEnvironment(char** argv);

/// The processor that the loaded OpenBLAS should be told to take this one for, or "" when it chose well by itself or
/// another BLAS is loaded.
std::string betterOpenblasCore();

}  // namespace base
