#pragma once

#include <QPointF>
#include <cstddef>
#include <span>
#include <vector>

#include "ui/charts/range.h"

namespace charts {

/// One stretch of a stack of series: what their points within (from, to] add up to. Each point is an amount since the
/// point before it, such as seconds since the last row.
struct StackBucket {
  double from = 0, to = 0;
  std::vector<double> amounts;  ///< one per series
  double total = 0;

  /// In percent of the total; 0 where nothing was spent at all.
  double share(std::size_t series) const { return total > 0 ? 100 * amounts[series] / total : 0; }
};

/// A width of 1, 2 or 5 · 10ⁿ that is a few of the screen's columns wide.
double calcBucketWidth(const Range& x, int columns);

/// Sums the points of every series per bucket of x; no amount is lost and none counts twice. Buckets lie on multiples
/// of their width, so that they stand still while x grows; those at the ends of x are complete. A bucket begins where
/// the last one ended and ends at its newest point: narrower than the points' distance, each holds one point. Points
/// are sorted by x; amounts that are negative or not finite count as none. Empty buckets are left out.
std::vector<StackBucket> sumBuckets(std::span<const std::span<const QPointF>> series, const Range& x, double width);

/// The bucket that x lies in; null outside of all.
const StackBucket* findBucket(const std::vector<StackBucket>& buckets, double x);

}  // namespace charts
