#include "ui/charts/chart_picture.h"

#include <QtTest>
#include <cmath>
#include <limits>

using charts::AxisScale;
using charts::ChartModel;
using charts::ChartPicture;
using charts::Mark;
using charts::SeriesSpec;

class ChartPictureTest : public QObject {
  Q_OBJECT

  static constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

  static ChartModel modelOf(const QList<QPointF>& points, SeriesSpec::Shape shape = SeriesSpec::Shape::line) {
    ChartModel model;
    model.series.resize(1);
    model.series[0].spec.label = QStringLiteral("one");
    model.series[0].spec.shape = shape;
    model.series[0].data.assign(points);
    model.window.setExtent(model.xExtent());
    return model;
  }
  static ChartPicture pictureOf(const ChartModel& model) {
    return charts::compose(model, charts::ChartTheme(), QFont(), {600, 300});
  }
  static qsizetype count(const ChartPicture& picture, Mark::Kind kind) {
    qsizetype n = 0;
    for (const Mark& mark : picture.scene.marks) n += mark.kind == kind;
    return n;
  }

 private Q_SLOTS:
  void zeroAndNanOnALogAxisKeepTheSeries() {
    ChartModel model = modelOf({{0, 1}, {1, 10}, {2, 0}, {3, 100}, {4, kNan}, {5, 10}, {6, -1}, {7, 1}});
    model.y_kind = AxisScale::Kind::log;
    const ChartPicture picture = pictureOf(model);
    QCOMPARE(picture.series[0].front.segments.size(), std::size_t{2});
    QCOMPARE(picture.series[0].front.segments[0].size(), 4);
    QCOMPARE(picture.series[0].front.segments[1].size(), 3);
    QCOMPARE(count(picture, Mark::Kind::non_finite), 1);
    QCOMPARE(count(picture, Mark::Kind::clamped), 2);
    for (const auto& segment : picture.series[0].front.segments) {
      for (const QPointF& point : segment) QVERIFY(picture.scene.y.contains(point.y()));
    }
  }

  void aSeriesOfOnlyZerosOnALogAxisLiesOnTheFloor() {
    ChartModel model = modelOf({{0, 0}, {1, 0}});
    model.y_kind = AxisScale::Kind::log;
    const ChartPicture picture = pictureOf(model);
    QCOMPARE(picture.series[0].front.segments.size(), std::size_t{1});
    QVERIFY(picture.scene.y.width() > 0 && std::isfinite(picture.scene.y.low));
  }

  void infinitiesBreakTheLineAndDoNotStretchTheAxis() {
    const ChartPicture picture =
        pictureOf(modelOf({{0, 1}, {1, 2}, {2, std::numeric_limits<double>::infinity()}, {3, 2}, {4, 1}}));
    QCOMPARE(picture.series[0].front.segments.size(), std::size_t{2});
    QVERIFY(picture.scene.y.high < 10);
  }

  void aPointBetweenTwoBreaksIsADot() {
    const ChartPicture picture = pictureOf(modelOf({{0, kNan}, {1, 2}, {2, kNan}}));
    QCOMPARE(picture.series[0].front.lone_points.size(), 1);
    QCOMPARE(count(picture, Mark::Kind::dot), 1);
  }

  void onlyNonFiniteValuesStillMakeAPicture() {
    const ChartPicture picture = pictureOf(modelOf({{0, kNan}, {1, kNan}}));
    QVERIFY(picture.scene.y.width() > 0);
    QVERIFY(picture.scene.empty_text.isEmpty());
    QVERIFY(count(picture, Mark::Kind::non_finite) >= 1);
  }

  void pointsWithoutAPlaceAreDroppedAndTheRestSorted() {
    const ChartModel model = modelOf({{3, 1}, {kNan, 5}, {1, 2}});
    QCOMPARE(model.series[0].data.points(), (QList<QPointF>{{1, 2}, {3, 1}}));
  }

  void stepsHoldTheirValueUntilTheNext() {
    const ChartPicture picture = pictureOf(modelOf({{0, 1}, {10, 5}}, SeriesSpec::Shape::steps));
    QCOMPARE(picture.series[0].front.segments[0], (QList<QPointF>{{0, 1}, {10, 1}, {10, 5}}));
    const charts::Crosshair crosshair =
        charts::readAt(9, modelOf({{0, 1}, {10, 5}}, SeriesSpec::Shape::steps), picture);
    QCOMPARE(crosshair.readings[0].value, QStringLiteral("1"));  // mutant: the nearest point's 5
  }

  void appendingSmoothsAsIfAllHadComeAtOnce() {
    charts::SeriesData in_parts, at_once;
    in_parts.setSmoothing(0.8);
    at_once.setSmoothing(0.8);
    QList<QPointF> points;
    for (int i = 0; i < 50; ++i) points << QPointF(i, std::sin(i));
    at_once.assign(points);
    in_parts.append(std::span(points).first(20));
    in_parts.append(std::span(points).subspan(20));
    QCOMPARE(in_parts.averaged(), at_once.averaged());
  }

  void smoothingKeepsTheRawLineBehind() {
    ChartModel model = modelOf({{0, 0}, {1, 10}, {2, 0}});
    model.series[0].data.setSmoothing(0.9);
    const ChartPicture picture = pictureOf(model);
    QCOMPARE(picture.series[0].raw.segments[0][1].y(), 10.0);
    QVERIFY(picture.series[0].front.segments[0][1].y() < 6);
  }

  void theAnchorStaysInView() {
    ChartModel model = modelOf({{0, 50}, {1, 60}});
    QVERIFY(pictureOf(model).scene.y.low > 40);
    model.y_anchor = 0;
    QCOMPARE(pictureOf(model).scene.y.low, 0.0);
  }

  void bandsTakePartInTheFit() {
    ChartModel model = modelOf({{0, 50}, {1, 60}});
    model.series[0].data.setBand({{0, 10, 90}, {1, 20, 100}});
    const ChartPicture picture = pictureOf(model);
    QVERIFY(picture.scene.y.low <= 10 && picture.scene.y.high >= 100);
    QCOMPARE(picture.series[0].band_low.size(), 2);
  }

  void hiddenSeriesTakeNoPart() {
    ChartModel model = modelOf({{0, 1}, {1, 2}});
    model.series.push_back(model.series[0]);
    model.series[1].data.assign({{0, 1000}, {1, 1000}});
    model.series[1].visible = false;
    QVERIFY(pictureOf(model).scene.y.high < 10);
    QCOMPARE(charts::readAt(0, model, pictureOf(model)).readings.size(), 1);
  }

  void nothingMeansTheEmptyText() {
    ChartModel model = modelOf({});
    model.empty_text = QStringLiteral("No data yet: press Run");
    QCOMPARE(pictureOf(model).scene.empty_text, model.empty_text);
  }

  void aMillionPointsBecomeAtMostTwoPerColumn() {
    QList<QPointF> points;
    for (int i = 0; i < 1'000'000; ++i) points << QPointF(i, std::sin(i * 0.001));
    const ChartPicture picture = pictureOf(modelOf(points));
    QVERIFY(picture.series[0].front.segments[0].size() < 2 * 600 + 8);
  }

  // Two layers 1 and 2, then 3 and 1: the second stands on the first, and the axis holds their sum.
  void layersStandOnEachOther() {
    ChartModel model = modelOf({{0, 1}, {10, 3}}, SeriesSpec::Shape::layered);
    model.series.push_back(model.series[0]);
    model.series[1].data.assign({{0, 2}, {10, 1}});
    model.y_kind = AxisScale::Kind::log;  // heights that add up are linear whatever was asked for
    model.y_anchor = 0;
    const ChartPicture picture = pictureOf(model);
    QCOMPARE(picture.y_scale.kind, AxisScale::Kind::linear);
    QCOMPARE(picture.series[0].band_high, (QList<QPointF>{{0, 1}, {10, 3}}));
    QCOMPARE(picture.series[1].band_low, picture.series[0].band_high);
    QCOMPARE(picture.series[1].band_high, (QList<QPointF>{{0, 3}, {10, 4}}));
    QVERIFY(picture.scene.y.low == 0 && picture.scene.y.high >= 4);
    const auto readings = charts::readAt(10, model, picture).readings;
    QCOMPARE(readings[0].value, QStringLiteral("3 · 75.0 %"));
    QCOMPARE(readings[1].value, QStringLiteral("1 · 25.0 %"));
  }

  void aHiddenOrWithdrawnLayerIsTakenOut() {
    ChartModel model = modelOf({{0, 1}, {10, 3}}, SeriesSpec::Shape::layered);
    model.series.push_back(model.series[0]);
    model.series[1].data.assign({{0, 2}, {10, 1}});
    model.series[0].offered = false;
    const ChartPicture picture = pictureOf(model);
    QVERIFY(picture.series[0].band_high.isEmpty());
    QCOMPARE(picture.series[1].band_high, (QList<QPointF>{{0, 2}, {10, 1}}));
    const auto readings = charts::readAt(10, model, picture).readings;
    QCOMPARE(readings.size(), 1);
    QCOMPARE(readings[0].value, QStringLiteral("1 · 100.0 %"));
  }

  void infinityWithAMeaningIsMarkedAboveAndNamed() {
    const double inf = std::numeric_limits<double>::infinity();
    ChartModel model = modelOf({{0, 3}, {4, inf}, {8, 5}, {10, 5}}, SeriesSpec::Shape::steps);
    model.series[0].spec.infinite = QStringLiteral("unbounded");
    const ChartPicture picture = pictureOf(model);
    QCOMPARE(count(picture, Mark::Kind::infinite), 1);
    QCOMPARE(count(picture, Mark::Kind::non_finite), 0);
    QCOMPARE(picture.series[0].front.segments[0], (QList<QPointF>{{0, 3}, {4, 3}}));  // held until then
    QCOMPARE(charts::readAt(5, model, picture).readings[0].value, QStringLiteral("unbounded"));
    model.series[0].spec.infinite.clear();
    QCOMPARE(count(pictureOf(model), Mark::Kind::non_finite), 1);
  }
};

QTEST_MAIN(ChartPictureTest)
#include "chart_picture_test.moc"
