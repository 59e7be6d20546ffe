#include "ui/charts/extrema_tree.h"

#include <QtTest>
#include <cmath>
#include <limits>
#include <random>

#include "support/random_walk.h"
#include "ui/charts/series_data.h"

using charts::AxisScale;
using charts::Columns;
using charts::ExtremaTree;
using charts::Range;
using support::randomWalk;

class ExtremaTreeTest : public QObject {
  Q_OBJECT

  static charts::VisibleLine drawn(std::span<const QPointF> points, const Columns& columns) {
    return charts::makeVisible(points, {columns, {}}, charts::SeriesSpec::Shape::line);
  }

 private Q_SLOTS:
  // Property over random series, stretches and both scales of x: a screen cannot tell the thinned points from all.
  void thePictureIsTheSameAsOfAllPoints() {
    std::mt19937 random(11);
    for (int trial = 0; trial < 60; ++trial) {
      const QList<QPointF> points = randomWalk(random, 3000 + 1371 * trial);
      ExtremaTree tree;
      for (qsizetype taken = 0; taken < points.size();) {  // grows in pieces of any length
        taken = std::min<qsizetype>(points.size(), taken + 1 + static_cast<qsizetype>(random() % 900));
        tree.extend(std::span(points).first(static_cast<std::size_t>(taken)));
      }
      AxisScale scale;
      if (trial % 3 == 0) scale = {AxisScale::Kind::log, points.front().x()};
      std::uniform_real_distribution<double> part(0, 1);
      const double end = points.back().x(), a = 1 + part(random) * end, b = 1 + part(random) * end;
      const Columns columns{{scale.place(std::min(a, b)), scale.place(std::max(a, b))}, scale, 50 + trial};
      const QList<QPointF> thin = tree.thin(points, columns);
      QVERIFY(thin.size() <= std::max(4 * columns.count, 3 * (columns.count + 2) + 2));
      const auto all = drawn(points, columns), few = drawn(thin, columns);
      QCOMPARE(few.segments.size(), all.segments.size());
      QCOMPARE(few.segments.front(), all.segments.front());
    }
  }

  void oneGapAmongAMillionBreaksTheLineAndOneSpikeShows() {
    QList<QPointF> points;
    for (int i = 0; i < 1'000'000; ++i) points << QPointF(i, 0);
    points[123'456].setY(std::numeric_limits<double>::quiet_NaN());
    points[654'321].setY(9);
    points[777'777].setY(std::numeric_limits<double>::infinity());
    ExtremaTree tree;
    tree.extend(points);
    const Columns columns{{0, 999'999}, {}, 600};
    const auto line = drawn(tree.thin(points, columns), columns);
    QCOMPARE(line.segments.size(), std::size_t{3});
    QCOMPARE(line.breaks, (QList<double>{123'456, 777'777}));
    QCOMPARE(line.infinite, QList<double>{777'777});
    QCOMPARE(line.extent(), (Range{0, 9}));
  }

  void theSmallestPositiveValueIsTheStretchs() {
    QList<QPointF> points;
    for (int i = 0; i < 100'000; ++i) points << QPointF(i, i % 2 == 0 ? -1.0 : 5.0);
    points[50'001].setY(1e-6);
    points[90'000].setY(1e-9);
    ExtremaTree tree;
    tree.extend(points);
    QCOMPARE(tree.smallestPositive(points, {0, 80'000}), 1e-6);
    QCOMPARE(tree.smallestPositive(points, {0, 99'999}), 1e-9);
    QCOMPARE(tree.smallestPositive(points, {100, 40'000}), 5.0);
    QVERIFY(std::isinf(tree.smallestPositive({}, {0, 1})));
  }

  void aClearedTreeBeginsAnew() {
    QList<QPointF> low, high;
    for (int i = 0; i < 10'000; ++i) {
      low << QPointF(i, 0);
      high << QPointF(i, i == 5000 ? 7 : 6);
    }
    ExtremaTree tree;
    tree.extend(low);
    tree.clear();
    tree.extend(high);
    QVERIFY(tree.thin(high, {{0, 9999}, {}, 10}).contains(QPointF(5000, 7)));
  }
};

QTEST_APPLESS_MAIN(ExtremaTreeTest)
#include "extrema_tree_test.moc"
