#pragma once

#include <string>

namespace nn {

/// The numerical library as this process found it.
struct Numerics {
  std::string blas;     ///< "OpenBLAS 0.3.21 …", or what else multiplies the matrices
  std::string warning;  ///< what to install when that is slow; empty when all is well
};

/// How many threads train fastest on this machine.
int fastestThreads();

/// Sets the thread count of LibTorch and its BLAS for work started by the calling thread, and asks the allocator to
/// keep freed memory (a fresh page costs more than the operation that fills it). Call on the thread that trains.
Numerics configureNumerics(int threads);

/// Gives freed memory back to the system. Data that grow from fit to fit leave holes that the next ones do not fit in: an
/// hour of hopper added 150 MB of them. Some milliseconds, in which other threads may wait for memory; any thread.
void returnFreedMemory();

}  // namespace nn
