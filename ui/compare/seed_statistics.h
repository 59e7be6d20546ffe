#pragma once

#include <QList>
#include <QPointF>
#include <vector>

namespace compare {

/// The runs of one configuration at one place of the x axis.
struct SeedPoint {
  double x = 0;
  double mean = 0;
  double std = 0;  ///< sample standard deviation; NaN for a single run
  int n = 0;       ///< runs that have a value here

  bool operator==(const SeedPoint&) const = default;
};

/// What a run's value is between two recorded points.
enum class Between {
  interpolated,  ///< on the straight line between them
  held           ///< as set before: settings such as k
};

/// Mean and spread over runs that recorded at different places. At every x where any of them has a point:
///
///     mean(x) = 1/n Σ_i y_i(x),   std(x) = √( Σ_i (y_i(x) − mean(x))² / (n − 1) )
///
/// over the n runs whose first point is not after x and whose last is not before it: nothing is extrapolated. Kept are
/// the x with n ≥ max(⌈N/2⌉, min(N, 2)) of N runs, so that the last run of many does not pass for their mean. Of
/// several points at one x the last counts. A value that is not finite makes the mean not finite, never vanish.
///
/// Each run's points are sorted by x; runs without points count in N.
std::vector<SeedPoint> calcSeedStatistics(const std::vector<QList<QPointF>>& runs, Between between);

/// The same for one number per run: (mean, std, n) of the finite ones, x = 0.
SeedPoint calcSpread(const std::vector<double>& values);

}  // namespace compare
