#pragma once

#include <QList>
#include <QPointF>
#include <random>

namespace support {

/// A curve as training draws them: y a sum of normal steps, x growing from 1 by gaps of any length up to 2, so that a
/// logarithmic axis can show it too.
inline QList<QPointF> randomWalk(std::mt19937& random, int count) {
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> gap(0, 2);
  QList<QPointF> points;
  points.reserve(count);
  double x = 1, y = 0;
  for (int i = 0; i < count; ++i) points << QPointF(x += gap(random), y += normal(random));
  return points;
}

}  // namespace support
