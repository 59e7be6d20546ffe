#pragma once

#include <QList>
#include <QPointF>
#include <limits>
#include <span>
#include <vector>

#include "ui/charts/columns.h"

namespace charts {

/// Where a long series has its extremes, block by block of 64, 64², … points, so that any stretch of it is thinned to a
/// screen in time that goes with the screen's columns, not with the points: ten million zoom as smoothly as a thousand.
/// It holds no points: those are handed in, sorted by x, and only ever grow at the end.
class ExtremaTree {
 public:
  /// Takes in what is new since the last call; `points` is the whole series.
  void extend(std::span<const QPointF> points);
  void clear();

  /// What a screen can show, in order: per column the lowest and the highest point and the first that is not finite, and
  /// the neighbours just outside. Thinned by `decimate` this is what all points would be. A stretch of few points stays
  /// as it is.
  QList<QPointF> thin(std::span<const QPointF> points, const Columns& columns) const;

  /// The smallest positive finite value in a stretch of x and its neighbours; +∞: none.
  double smallestPositive(std::span<const QPointF> points, const Range& x) const;

 private:
  struct Block {
    qsizetype lowest = -1, highest = -1;  ///< among finite values; −1: none. The first of equals
    qsizetype gap = -1;                   ///< the first value that is not finite
    double smallest_positive = std::numeric_limits<double>::infinity();

    void include(std::span<const QPointF> points, const Block& next);
  };
  static Block blockOf(std::span<const QPointF> points, qsizetype at);

  /// Merges the points from `at` on while `belongs` says so of the last point of a block; moves `at` behind them.
  template <typename Belongs>
  Block collect(std::span<const QPointF> points, qsizetype& at, qsizetype end, const Belongs& belongs) const;

  std::vector<std::vector<Block>> levels_;  ///< levels_[l]: whole blocks of 64^(l+1) points
};

}  // namespace charts
