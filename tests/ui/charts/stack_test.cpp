#include "ui/charts/stack.h"

#include <QtTest>
#include <cmath>
#include <limits>

#include "ui/charts/chart_picture.h"

using charts::ChartModel;
using charts::ChartPicture;
using charts::Range;
using charts::SeriesSpec;
using charts::StackBucket;

namespace {

QList<QPointF> every(int step, int count, double amount) {
  QList<QPointF> points;
  for (int i = 1; i <= count; ++i) points << QPointF(i * step, amount);
  return points;
}

std::vector<StackBucket> sums(const std::vector<QList<QPointF>>& series, const Range& x, double width) {
  const std::vector<std::span<const QPointF>> spans(series.begin(), series.end());
  return charts::sumBuckets(spans, x, width);
}

ChartModel stackOf(const std::vector<QList<QPointF>>& series) {
  ChartModel model;
  model.x_title = QStringLiteral("real steps");
  for (const QList<QPointF>& points : series) {
    ChartModel::Series one;
    one.spec.label = QStringLiteral("%1").arg(model.series.size());
    one.spec.unit = QStringLiteral("s");
    one.spec.shape = SeriesSpec::Shape::stacked;
    one.data.assign(points);
    model.series.push_back(one);
  }
  model.window.setExtent(model.xExtent());
  return model;
}

ChartPicture pictureOf(const ChartModel& model) {
  return charts::compose(model, charts::ChartTheme(), QFont(), {600, 300});
}

}  // namespace

class StackTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  // Steps 10 to 40: 4 s of updates in all and 6 s of one fit. Mutants: the mean of the rows' shares says 21 %, the
  // largest 86 %.
  void aBucketsShareIsItsSumsShare() {
    const auto buckets = sums({{{10, 0}, {20, 0}, {30, 0}, {40, 6}}, every(10, 4, 1)}, {0, 40}, 40);
    QCOMPARE(buckets.size(), std::size_t{1});
    QCOMPARE(buckets[0].amounts[0], 6.0);
    QCOMPARE(buckets[0].amounts[1], 4.0);
    QCOMPARE(buckets[0].share(0), 60.0);
    QCOMPARE(buckets[0].share(1), 40.0);
    QCOMPARE(buckets[0].from, 0.0);
    QCOMPARE(buckets[0].to, 40.0);
  }

  void noAmountIsLostAndNoneCountsTwice() {
    QList<QPointF> points;
    for (int i = 1; i <= 1000; ++i) points << QPointF(10 * i, 0.25 * (i % 7));
    double all = 0;
    for (const QPointF& point : points) all += point.y();
    for (const double width : {10.0, 20.0, 50.0, 200.0, 3000.0}) {
      double total = 0, place = 0;
      for (const StackBucket& bucket : sums({points}, {10, 10'000}, width)) {
        total += bucket.total;
        QCOMPARE(bucket.from, place);  // one begins where the last ended
        QVERIFY(bucket.to > bucket.from);
        place = bucket.to;
      }
      QCOMPARE(total, all);
    }
  }

  void bucketsStandStillWhileXGrows() {
    const auto before = sums({every(10, 100, 1)}, {10, 1000}, 50);
    const auto after = sums({every(10, 103, 1)}, {10, 1030}, 50);
    QCOMPARE(after.size(), before.size() + 1);
    for (std::size_t i = 0; i < before.size(); ++i) {
      QCOMPARE(after[i].from, before[i].from);
      QCOMPARE(after[i].to, before[i].to);
      QCOMPARE(after[i].total, before[i].total);
    }
  }

  void bucketsAtTheEndsOfAZoomedViewAreComplete() {
    const auto buckets = sums({every(10, 100, 1)}, {333, 371}, 50);
    QCOMPARE(buckets.size(), std::size_t{2});
    QCOMPARE(buckets[0].from, 300.0);
    QCOMPARE(buckets[0].total, 5.0);
    QCOMPARE(buckets[1].to, 400.0);
    QCOMPARE(buckets[1].total, 5.0);
  }

  void bucketsNarrowerThanThePointsHoldOnePointEach() {
    const auto buckets = sums({every(10, 100, 1)}, {95, 125}, 1);
    QCOMPARE(buckets.size(), std::size_t{3});
    QCOMPARE(buckets[0].from, 90.0);
    QCOMPARE(buckets[0].to, 100.0);
    QCOMPARE(buckets[2].total, 1.0);
  }

  void whatIsNegativeOrNoNumberCountsAsNothing() {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const auto buckets = sums({{{10, nan}, {20, -5}, {30, 2}}}, {0, 30}, 30);
    QCOMPARE(buckets[0].total, 2.0);
    const auto nothing = sums({{{10, 0}, {20, nan}}}, {0, 30}, 30);
    QCOMPARE(nothing[0].share(0), 0.0);
  }

  void widthsAreNiceAndAFewColumnsWide() {
    for (double x = 7; x < 1e7; x *= 1.37) {
      for (const int columns : {40, 250, 1900}) {
        const double width = charts::calcBucketWidth({0, x}, columns);
        const double leading = width / std::pow(10, std::floor(std::log10(width) + 1e-9));
        QVERIFY2(std::abs(leading - 1) < 1e-9 || std::abs(leading - 2) < 1e-9 || std::abs(leading - 5) < 1e-9,
                 qPrintable(QString::number(width)));
        const double pixels = width / x * columns;
        QVERIFY2(pixels > 7.9 && pixels < 8.2 * 2.5, qPrintable(QString::number(pixels)));
      }
    }
  }

  void theStackReaches100PercentEverywhere() {
    const ChartPicture picture = pictureOf(stackOf({every(10, 500, 0.1), every(10, 500, 2), every(10, 500, 0.4)}));
    QCOMPARE(picture.scene.y, (Range{0, 100}));
    for (const QPointF& corner : picture.series[0].band_low) QCOMPARE(corner.y(), 0.0);
    for (const QPointF& corner : picture.series[2].band_high) QVERIFY(std::abs(corner.y() - 100) < 1e-9);
    QCOMPARE(picture.series[1].band_low, picture.series[0].band_high);
    QVERIFY(std::abs(picture.series[1].band_low[0].y() - 4.0) < 1e-9);  // 0.1 of 2.5
    QVERIFY(picture.series[0].band_low.size() <= 2 * 600 / 8);
    QVERIFY(picture.series[0].front.segments.empty());
  }

  void hiddenSeriesLeaveTheOthersShares() {
    ChartModel model = stackOf({every(10, 50, 1), every(10, 50, 3)});
    model.series[1].visible = false;
    const ChartPicture picture = pictureOf(model);
    QVERIFY(picture.series[1].band_low.isEmpty());
    QCOMPARE(picture.series[0].band_high[0].y(), 25.0);  // mutant: a share of what is visible, 100
    QCOMPARE(picture.scene.y.low, 0.0);
    QVERIFY(picture.scene.y.high < 40);
  }

  void smoothingAveragesAmountsBeforeTheyAreShared() {
    ChartModel model = stackOf({{{10, 0}, {20, 8}, {30, 0}, {40, 0}}, every(10, 4, 1)});
    for (ChartModel::Series& one : model.series) one.data.setSmoothing(0.9);
    const ChartPicture picture = pictureOf(model);
    QVERIFY(picture.stack.back().share(0) > 50);  // raw: 0
    for (const QPointF& corner : picture.series[1].band_high) QVERIFY(std::abs(corner.y() - 100) < 1e-9);
  }

  void theCrosshairReadsTheBucketUnderIt() {
    const ChartModel model = stackOf({every(10, 50, 1), every(10, 50, 3)});
    const ChartPicture picture = pictureOf(model);
    const auto crosshair = charts::readAt(104, model, picture);
    QCOMPARE(crosshair.heading, QStringLiteral("real steps · 100 to 110"));
    QCOMPARE(crosshair.readings.size(), 2);
    QCOMPARE(crosshair.readings[0].value, QStringLiteral("25.0 % · 1 s"));
    QCOMPARE(crosshair.readings[1].value, QStringLiteral("75.0 % · 3 s"));
    QVERIFY(charts::readAt(9999, model, picture).readings.isEmpty());
  }

  void areasAreNamedWhereThereIsRoom() {
    const ChartPicture picture = pictureOf(stackOf({every(10, 500, 0.001), every(10, 500, 2), every(10, 500, 1)}));
    QCOMPARE(picture.scene.area_labels.size(), 2);  // the first is a hair
    for (const charts::AreaLabel& label : picture.scene.area_labels) QVERIFY(picture.scene.plot.contains(label.centre));
    QVERIFY(picture.scene.area_labels[0].centre.y() > picture.scene.area_labels[1].centre.y());
  }

  void aSinglePointIsABucketToo() {
    const ChartPicture picture = pictureOf(stackOf({{{100, 1}}, {{100, 1}}}));
    QCOMPARE(picture.stack.size(), std::size_t{1});
    QVERIFY(picture.stack[0].from < 100);
    QVERIFY(picture.scene.y.width() > 0);
  }
};

QTEST_MAIN(StackTest)
#include "stack_test.moc"
