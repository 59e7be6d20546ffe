#include "ui/charts/decimation.h"

#include <QtTest>
#include <algorithm>
#include <random>

#include "support/random_walk.h"

using charts::Range;
using support::randomWalk;

class DecimationTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  // Property over random series: in every bucket the extremes of the thinned points are those of all points.
  void everyBucketKeepsItsExtremes() {
    std::mt19937 random(7);
    for (int trial = 0; trial < 40; ++trial) {
      const QList<QPointF> points = randomWalk(random, 500 + 97 * trial);
      const int buckets = 20 + 7 * trial;
      const Range x{points.front().x(), points.back().x()};
      const QList<QPointF> thin = charts::decimate(points, x, buckets);
      QVERIFY(thin.size() <= 2 * (buckets + 1) + 2);
      for (int bucket = 0; bucket < buckets; ++bucket) {
        const auto extent = [&](const QList<QPointF>& all) {
          Range y;
          for (const QPointF& p : all) {
            if (static_cast<int>((p.x() - x.low) / x.width() * buckets) == bucket) y.include(p.y());
          }
          return y;
        };
        QCOMPARE(extent(thin), extent(points));
      }
    }
  }

  void everyKeptPointIsOneOfTheSeriesInOrder() {
    std::mt19937 random(3);
    const QList<QPointF> points = randomWalk(random, 5000);
    const QList<QPointF> thin = charts::decimate(points, {points.front().x(), points.back().x()}, 100);
    qsizetype from = 0;
    for (const QPointF& point : thin) {
      from = points.indexOf(point, from);
      QVERIFY(from >= 0);
    }
    QCOMPARE(thin.front(), points.front());
    QCOMPARE(thin.back(), points.back());
  }

  void oneSpikeAmongAMillionSurvives() {
    QList<QPointF> points;
    for (int i = 0; i < 1'000'000; ++i) points << QPointF(i, i == 654'321 ? 9 : 0);
    const QList<QPointF> thin = charts::decimate(points, {0, 999'999}, 600);
    QVERIFY(thin.contains(QPointF(654'321, 9)));
    QVERIFY(thin.size() < 1300);
  }

  void fewPointsStayAsTheyAre() {
    const QList<QPointF> points{{0, 1}, {1, 5}, {2, 3}};
    QCOMPARE(charts::decimate(points, {0, 2}, 100), points);
  }

  void cuttingKeepsOneNeighbourOnEachSide() {
    const QList<QPointF> points{{0, 0}, {1, 0}, {2, 0}, {3, 0}, {4, 0}, {5, 0}};
    const auto part = charts::cut(points, {1.5, 3.5});
    QCOMPARE(part.size(), std::size_t{4});
    QCOMPARE(part.front().x(), 1.0);
    QCOMPARE(part.back().x(), 4.0);
    QCOMPARE(charts::cut(points, {-9, 99}).size(), std::size_t{6});
    QVERIFY(charts::cut({}, {0, 1}).empty());
  }
};

QTEST_GUILESS_MAIN(DecimationTest)
#include "decimation_test.moc"
