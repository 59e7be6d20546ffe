#pragma once

namespace base {

/// How far work behind a window steps back for it, as niceness: each step is worth a fifth of the processor's time. A
/// thread that wakes for a click then takes a processor at once instead of waiting for the end of somebody's time
/// slice.
inline constexpr int kTrainingNiceness = 3, kBackgroundNiceness = 6;

/// Makes the calling thread, and the threads that it will start, nicer by so much than the program was told to be;
/// under real-time scheduling its priority sinks instead. Does nothing where the system knows niceness of whole
/// programs only.
void lowerThreadPriority(int by);

}  // namespace base
