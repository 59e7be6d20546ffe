#pragma once

#include <ctime>
#include <vector>

namespace viewer {

/// The CPU time of the thread that makes it and of the software renderer's own threads (Mesa's llvmpipe), which draw
/// the larger part of a picture. To be made once the GL context is there, and used on the same thread.
class CpuMeter {
 public:
  CpuMeter();
  double seconds() const;  ///< so far
  int threads() const { return static_cast<int>(clocks_.size()); }

 private:
  std::vector<clockid_t> clocks_;
};

}  // namespace viewer
