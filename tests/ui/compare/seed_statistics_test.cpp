#include "ui/compare/seed_statistics.h"

#include <QTest>
#include <cmath>
#include <limits>

using compare::Between;
using compare::calcSeedStatistics;
using compare::SeedPoint;

class SeedStatisticsTest : public QObject {
  Q_OBJECT

  static bool near(double a, double b) { return std::abs(a - b) < 1e-12; }

 private Q_SLOTS:
  // a: 0 → 20 in a straight line, recorded at 0, 100, 200. b: recorded at 0, 50, 150 as 2, 4, 12, so 8 at 100.
  //   x     0   50   100   150   200
  //   a     0    5    10    15    20
  //   b     2    4     8    12     –
  //   mean  1  4.5     9  13.5          std = |a − b|/√2
  void runsRecordedAtDifferentStepsAreInterpolatedAndNotExtrapolated() {
    const QList<QPointF> a{{0, 0}, {100, 10}, {200, 20}}, b{{0, 2}, {50, 4}, {150, 12}};
    const auto points = calcSeedStatistics({a, b}, Between::interpolated);
    QCOMPARE(points.size(), std::size_t{4});  // at 200 there is only one of two
    const double x[]{0, 50, 100, 150}, mean[]{1, 4.5, 9, 13.5}, apart[]{2, 1, 2, 3};
    for (std::size_t i = 0; i < 4; ++i) {
      QCOMPARE(points[i].x, x[i]);
      QVERIFY(near(points[i].mean, mean[i]));
      // The population's deviation would be |a − b|/2.
      QVERIFY(near(points[i].std, apart[i] / std::sqrt(2.0)));
      QCOMPARE(points[i].n, 2);
    }
  }

  void theSampleDeviationOfThreeSeedsIsHandWorked() {
    // 1, 2, 6: mean 3, squares 4 + 1 + 9 = 14, std √7
    const auto points = calcSeedStatistics({{{5, 1}}, {{5, 2}}, {{5, 6}}}, Between::interpolated);
    QCOMPARE(points.size(), std::size_t{1});
    QVERIFY(near(points[0].mean, 3));
    QVERIFY(near(points[0].std, std::sqrt(7.0)));
  }

  void theMeanGoesOnWhileHalfOfTheRunsDo() {
    const QList<QPointF> longest{{0, 1}, {10, 1}, {20, 1}, {30, 1}}, middle{{0, 2}, {20, 2}}, shortest{{0, 3}, {10, 3}};
    const auto points = calcSeedStatistics({longest, middle, shortest}, Between::interpolated);
    QCOMPARE(points.size(), std::size_t{3});  // at 30 one of three is left
    QCOMPARE(points[1].n, 3);
    QCOMPARE(points[2].n, 2);
    QVERIFY(near(points[2].mean, 1.5));
  }

  void aRunWithoutPointsCountsAmongTheRuns() {
    const QList<QPointF> only{{0, 1}, {10, 2}};
    QVERIFY(calcSeedStatistics({only, {}}, Between::interpolated).empty());
    const auto alone = calcSeedStatistics({only}, Between::interpolated);
    QCOMPARE(alone.size(), std::size_t{2});
    QCOMPARE(alone[1].n, 1);
    QVERIFY(std::isnan(alone[1].std));
    QVERIFY(calcSeedStatistics({}, Between::interpolated).empty());
  }

  void aSettingHoldsUntilItChanges() {
    const QList<QPointF> a{{0, 1}, {100, 5}}, b{{0, 3}, {50, 3}, {100, 3}};
    const auto held = calcSeedStatistics({a, b}, Between::held);
    QVERIFY(near(held[1].mean, 2));  // 1 is in force at 50; on the line between them it would be 3
    QVERIFY(near(held[2].mean, 4));
  }

  void ofSeveralValuesAtOnePlaceTheLastCounts() {
    const auto points = calcSeedStatistics({{{0, 1}, {0, 3}, {10, 3}}, {{0, 5}, {10, 5}}}, Between::interpolated);
    QVERIFY(near(points[0].mean, 4));
  }

  void aDivergedRunIsNotAveragedAway() {
    const double nan = std::numeric_limits<double>::quiet_NaN(), inf = std::numeric_limits<double>::infinity();
    const auto points =
        calcSeedStatistics({{{0, 1}, {10, nan}, {20, 1}}, {{0, 1}, {10, 1}, {20, inf}}}, Between::interpolated);
    QCOMPARE(points.size(), std::size_t{3});
    QVERIFY(std::isfinite(points[0].mean) && std::isnan(points[1].mean) && std::isinf(points[2].mean));
  }

  void theSpreadOfOneNumberPerRunLeavesMissingOnesOut() {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const SeedPoint spread = compare::calcSpread({1, nan, 3});
    QCOMPARE(spread.n, 2);
    QVERIFY(near(spread.mean, 2) && near(spread.std, std::sqrt(2.0)));
    QCOMPARE(compare::calcSpread({nan}).n, 0);
    QVERIFY(std::isnan(compare::calcSpread({}).mean));
  }
};

QTEST_GUILESS_MAIN(SeedStatisticsTest)
#include "seed_statistics_test.moc"
