#pragma once

#include <string>

#include "nn/compute.h"

namespace nn {

/// The numerical library as this process found it.
struct Numerics {
  std::string blas;     ///< "OpenBLAS 0.3.21 …", or what else multiplies the matrices
  std::string warning;  ///< what to install when that is slow; empty when all is well
};

/// How many threads train fastest on this machine.
int fastestThreads();

/// Prepares LibTorch, its BLAS and the allocator for work by `engine` that the calling thread starts. The fast engine
/// divides work among threads of its own, so LibTorch gets one, and reuses its buffers, so large blocks are mapped and
/// go back to the system when freed: kept in the heap they leave holes, which an hour of hopper grew to 150 MB. The
/// reference engine's autograd frees and takes tensors all the time, and a fresh page costs more than the operation that
/// fills it: there freed memory is kept. Call on the thread that trains.
Numerics configureNumerics(Engine engine, int threads);

/// Gives freed memory of the heap back to the system. Some milliseconds, in which other threads may wait for memory; any
/// thread.
void returnFreedMemory();

}  // namespace nn
