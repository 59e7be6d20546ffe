#pragma once

#include <limits>

namespace charts {

/// A closed stretch of an axis. A default one is empty and grows by `include`.
struct Range {
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  bool isEmpty() const { return !(low <= high); }
  double width() const { return high - low; }
  bool contains(double x) const { return low <= x && x <= high; }
  void include(double x);
  void include(const Range& other);

  bool operator==(const Range&) const = default;
};

/// Shrunk (factor > 1) or widened about a centre that keeps its place on screen.
Range zoomed(const Range& range, double centre, double factor);
Range moved(const Range& range, double distance);
/// Widened by a fraction of its width on both sides; a range of no width becomes one around its value.
Range padded(const Range& range, double fraction);
/// Widened to multiples of a fraction of a nice tick step, so that it changes rarely while data grow.
Range roundedOutwards(const Range& range, int ticks);
/// The distance 1, 2 or 5 · 10ⁿ that cuts `width` into about `ticks` pieces.
double niceStep(double width, int ticks);

}  // namespace charts
