#pragma once

#include <cstddef>
#include <string>

#include "mbpo/snapshot.h"

namespace cli {

/// One line that tells how a training goes, at most `width` columns wide. The bar shrinks first, then the least
/// important parts go: stage, updates/s, k, epoch, ETA, return; the step stays. `unicode`: line-drawing characters
/// for the bar, else plain ones.
std::string progressLine(const mbpo::Snapshot& snapshot, std::size_t width, bool unicode);

}  // namespace cli
