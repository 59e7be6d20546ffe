#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "mbpo/snapshot.h"

namespace cli {

/// A part of a progress line; the highest rank is the first to go where the line is too long.
struct LinePart {
  int rank;
  std::string text;
};

/// A bar, the percentage and the parts, at most `width` columns wide. The bar shrinks first, then parts go; the first to
/// stay is that of the lowest rank. `unicode`: line-drawing characters for the bar, else plain ones.
std::string progressLine(double fraction, std::vector<LinePart> parts, std::size_t width, bool unicode);

/// The line of a training. The least important parts go first: stage, updates/s, k, epoch, ETA, return; the step stays.
std::string progressLine(const mbpo::Snapshot& snapshot, std::size_t width, bool unicode);

}  // namespace cli
