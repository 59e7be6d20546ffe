#include "ui/lab/phase_map.h"

#include <cmath>

namespace lab {

std::vector<PhaseContour> calcPhaseContours(double discount, double slope, double gap, double depth) {
  std::vector<PhaseContour> contours;
  double last = gap;  // decades
  for (std::int64_t decade = 1; decade <= 100'000; decade *= 10) {
    for (const std::int64_t digit : {1, 2, 5}) {
      const std::int64_t length = digit * decade;
      const double ratio = std::pow(discount, static_cast<double>(length - 1)) - slope;  // 0⁰ = 1
      if (!(ratio > 0) || std::log10(ratio) < -depth) return contours;
      if (std::log10(ratio) > last - gap + 1e-12) continue;
      contours.push_back({length, ratio});
      last = std::log10(ratio);
    }
  }
  return contours;
}

}  // namespace lab
