#include "ui/charts/decimation.h"

#include <algorithm>
#include <cmath>

namespace charts {

QList<QPointF> decimate(std::span<const QPointF> points, const Range& x, int buckets) {
  if (points.size() <= static_cast<std::size_t>(2 * buckets + 2) || !(x.width() > 0)) {
    return {points.begin(), points.end()};
  }
  const auto bucketOf = [&](const QPointF& point) {
    const double part = std::floor((point.x() - x.low) / x.width() * buckets);
    return static_cast<int>(std::clamp(part, -1.0, static_cast<double>(buckets)));
  };
  QList<QPointF> out;
  out.reserve(2 * buckets + 4);
  const auto keep = [&](const QPointF& point) {
    if (out.isEmpty() || out.back() != point) out.push_back(point);
  };
  keep(points.front());
  for (std::size_t i = 0; i < points.size();) {
    const int bucket = bucketOf(points[i]);
    std::size_t lowest = i, highest = i;
    for (; i < points.size() && bucketOf(points[i]) == bucket; ++i) {
      if (points[i].y() < points[lowest].y()) lowest = i;
      if (points[i].y() > points[highest].y()) highest = i;
    }
    keep(points[std::min(lowest, highest)]);
    keep(points[std::max(lowest, highest)]);
  }
  keep(points.back());
  return out;
}

std::span<const QPointF> cut(std::span<const QPointF> points, const Range& x) {
  const auto from = std::ranges::lower_bound(points, x.low, {}, [](const QPointF& p) { return p.x(); });
  const auto to = std::ranges::upper_bound(points, x.high, {}, [](const QPointF& p) { return p.x(); });
  const std::size_t first = static_cast<std::size_t>(from - points.begin());
  const std::size_t last = static_cast<std::size_t>(to - points.begin());
  const std::size_t begin = first > 0 ? first - 1 : 0;
  return points.subspan(begin, std::min(last + 1, points.size()) - begin);
}

}  // namespace charts
