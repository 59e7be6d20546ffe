#include "ui/charts/stack.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace charts {
namespace {

constexpr int kColumnsPerBucket = 8;  // narrower ones read as a comb wherever a stage comes seldom

/// The place of the first point after x, or none.
std::span<const QPointF> after(std::span<const QPointF> points, double x) {
  const auto first = std::ranges::upper_bound(points, x, {}, [](const QPointF& point) { return point.x(); });
  return points.subspan(static_cast<std::size_t>(first - points.begin()));
}

/// Where the first bucket begins: at the last point before it, or one distance of points before its own first.
double findBeginning(std::span<const std::span<const QPointF>> series, double low, double width) {
  double before = -std::numeric_limits<double>::infinity();
  double first = -before, second = -before;
  for (const auto& points : series) {
    const auto inside = after(points, low);
    if (inside.size() < points.size()) before = std::max(before, points[points.size() - inside.size() - 1].x());
    for (const QPointF& point : inside.first(std::min<std::size_t>(inside.size(), 2))) {
      if (point.x() < first)
        second = std::exchange(first, point.x());
      else if (point.x() > first)
        second = std::min(second, point.x());
    }
  }
  if (std::isfinite(before)) return before;
  return first - (std::isfinite(second) ? second - first : width);
}

}  // namespace

double calcBucketWidth(const Range& x, int columns) {
  const int wanted = std::max(1, columns / kColumnsPerBucket);
  const double least = x.width() / wanted;
  const double nice = niceStep(x.width(), wanted);
  if (nice >= least) return nice;
  return niceStep(1.6 * least, 1);  // the nearest was too narrow: the next of 1, 2, 5
}

std::vector<StackBucket> sumBuckets(std::span<const std::span<const QPointF>> series, const Range& x, double width) {
  if (x.isEmpty() || !(width > 0)) return {};
  // A point on a boundary closes the bucket before it; the slack keeps rounding from moving it to the next.
  const auto number = [width](double place) { return std::ceil(place / width - 1e-9); };
  const double first = std::floor(x.low / width - 1e-9) + 1, last = std::max(first, number(x.high));
  std::vector<StackBucket> all(static_cast<std::size_t>(last - first) + 1);
  for (StackBucket& bucket : all) {
    bucket.amounts.resize(series.size());
    bucket.to = -std::numeric_limits<double>::infinity();
  }
  const double low = (first - 1 + 1e-9) * width;
  for (std::size_t i = 0; i < series.size(); ++i) {
    for (const QPointF& point : after(series[i], low)) {
      const double place = number(point.x());
      if (place > last) break;
      StackBucket& bucket = all[static_cast<std::size_t>(std::max(place - first, 0.0))];
      bucket.to = std::max(bucket.to, point.x());
      if (!std::isfinite(point.y()) || point.y() <= 0) continue;
      bucket.amounts[i] += point.y();
      bucket.total += point.y();
    }
  }
  std::erase_if(all, [](const StackBucket& bucket) { return !std::isfinite(bucket.to); });
  double from = findBeginning(series, low, width);
  for (StackBucket& bucket : all) bucket.from = std::exchange(from, bucket.to);
  return all;
}

const StackBucket* findBucket(const std::vector<StackBucket>& buckets, double x) {
  const auto found = std::ranges::lower_bound(buckets, x, {}, &StackBucket::to);
  return found != buckets.end() && found->from <= x ? &*found : nullptr;
}

}  // namespace charts
