#include "ui/charts/extrema_tree.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/charts/decimation.h"

namespace charts {
namespace {

constexpr int kShift = 6;  // 2⁶ = 64 points to a block, 64 blocks to a larger one

struct Stretch {
  qsizetype begin, end;
};

Stretch stretchOf(std::span<const QPointF> points, const Range& x) {
  const std::span<const QPointF> part = cut(points, x);
  const qsizetype begin = part.data() - points.data();
  return {begin, begin + static_cast<qsizetype>(part.size())};
}

}  // namespace

void ExtremaTree::Block::include(std::span<const QPointF> points, const Block& next) {
  const auto y = [&](qsizetype at) { return points[static_cast<std::size_t>(at)].y(); };
  if (next.lowest >= 0 && (lowest < 0 || y(next.lowest) < y(lowest))) lowest = next.lowest;
  if (next.highest >= 0 && (highest < 0 || y(next.highest) > y(highest))) highest = next.highest;
  if (gap < 0) gap = next.gap;
  smallest_positive = std::min(smallest_positive, next.smallest_positive);
}

ExtremaTree::Block ExtremaTree::blockOf(std::span<const QPointF> points, qsizetype at) {
  Block block;
  const double y = points[static_cast<std::size_t>(at)].y();
  if (!std::isfinite(y)) {
    block.gap = at;
    return block;
  }
  block.lowest = block.highest = at;
  if (y > 0) block.smallest_positive = y;
  return block;
}

void ExtremaTree::clear() { levels_.clear(); }

void ExtremaTree::extend(std::span<const QPointF> points) {
  auto parts = static_cast<qsizetype>(points.size());
  for (std::size_t level = 0; parts >> kShift > 0; ++level) {
    if (level == levels_.size()) levels_.emplace_back();
    std::vector<Block>& blocks = levels_[level];
    for (auto block = static_cast<qsizetype>(blocks.size()); block < parts >> kShift; ++block) {
      Block whole;
      for (qsizetype part = block << kShift; part < (block + 1) << kShift; ++part) {
        whole.include(points,
                      level == 0 ? blockOf(points, part) : levels_[level - 1][static_cast<std::size_t>(part)]);
      }
      blocks.push_back(whole);
    }
    parts >>= kShift;
  }
}

template <typename Belongs>
ExtremaTree::Block ExtremaTree::collect(std::span<const QPointF> points, qsizetype& at, qsizetype end,
                                        const Belongs& belongs) const {
  Block merged = blockOf(points, at++);
  while (at < end && belongs(points[static_cast<std::size_t>(at)])) {
    // The largest whole block that begins here and belongs altogether.
    Block next = blockOf(points, at);
    qsizetype length = 1;
    for (std::size_t level = 0; level < levels_.size(); ++level) {
      const int shift = kShift * static_cast<int>(level + 1);
      const qsizetype number = at >> shift, behind = (number + 1) << shift;
      const bool begins_here = number << shift == at;
      if (!begins_here || behind > end || !belongs(points[static_cast<std::size_t>(behind - 1)])) break;
      if (number >= static_cast<qsizetype>(levels_[level].size())) break;
      next = levels_[level][static_cast<std::size_t>(number)];
      length = behind - at;
    }
    merged.include(points, next);
    at += length;
  }
  return merged;
}

QList<QPointF> ExtremaTree::thin(std::span<const QPointF> points, const Columns& columns) const {
  const auto [begin, end] = stretchOf(points, columns.values());
  if (end - begin <= 4 * columns.count || !(columns.places.width() > 0)) return {points.begin() + begin, points.begin() + end};
  QList<QPointF> out;
  out.reserve(3 * columns.count + 6);
  qsizetype last = -1;
  const auto keep = [&](qsizetype at) {
    if (at <= last) return;
    out.push_back(points[static_cast<std::size_t>(at)]);
    last = at;
  };
  keep(begin);
  for (qsizetype at = begin; at < end;) {
    const int column = columns.of(points[static_cast<std::size_t>(at)].x());
    const Block block =
        collect(points, at, end, [&](const QPointF& point) { return columns.of(point.x()) == column; });
    std::array kept{block.lowest, block.highest, block.gap};
    std::ranges::sort(kept);
    std::ranges::for_each(kept, keep);
  }
  keep(end - 1);
  return out;
}

double ExtremaTree::smallestPositive(std::span<const QPointF> points, const Range& x) const {
  const auto [begin, end] = stretchOf(points, x);
  qsizetype at = begin;
  if (at == end) return std::numeric_limits<double>::infinity();
  return collect(points, at, end, [](const QPointF&) { return true; }).smallest_positive;
}

}  // namespace charts
