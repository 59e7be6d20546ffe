#pragma once

namespace base {

/// What this program holds of the machine's memory at the moment (its resident set), in MB of 10⁶ bytes; 0 where the
/// system does not tell. Reads a small file of the kernel: microseconds; any thread.
double measureResidentMegabytes();

}  // namespace base
