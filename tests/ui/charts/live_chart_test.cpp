#include "ui/charts/live_chart.h"

#include <QContextMenuEvent>
#include <QMenu>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QToolTip>
#include <QWheelEvent>
#include <QtTest>
#include <cmath>

#include "ui/charts/chart_legend.h"
#include "ui/charts/chart_state.h"
#include "ui/charts/crosshair_link.h"
#include "ui/charts/picture_queue.h"
#include "ui/charts/plot_view.h"

using charts::LiveChart;
using charts::SeriesSpec;

class LiveChartTest : public QObject {
  Q_OBJECT

  static SeriesSpec named(const QString& label) {
    SeriesSpec spec;
    spec.label = label;
    spec.provenance = QStringLiteral("estimated");
    return spec;
  }
  static QList<QPointF> ramp(int count) {
    QList<QPointF> points;
    for (int i = 0; i < count; ++i) points << QPointF(i, i);
    return points;
  }
  static void fill(LiveChart& chart, int count = 1000) {
    chart.resize(600, 320);
    chart.setAxisTitles(QStringLiteral("real steps"), QStringLiteral("return"));
    chart.addSeries(named(QStringLiteral("one")));
    chart.addSeries(named(QStringLiteral("two")));
    chart.setPoints(0, ramp(count));
    chart.setPoints(1, {{0, 7}, {double(count - 1), 7}});
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    QTRY_VERIFY(plot(chart)->scenery().x.high >= count - 1);
  }
  static charts::PlotView* plot(LiveChart& chart) { return chart.findChild<charts::PlotView*>(); }
  static QPoint at(LiveChart& chart, double x_fraction, double y_fraction) {
    const QRectF area = plot(chart)->scenery().plot;
    return QPointF(area.left() + x_fraction * area.width(), area.top() + y_fraction * area.height()).toPoint();
  }
  static void turnWheel(LiveChart& chart, QPoint place, int notches, Qt::KeyboardModifiers modifiers = {}) {
    QWidget* target = plot(chart)->viewport();
    QWheelEvent event(place, target->mapToGlobal(place), {}, {0, 120 * notches}, Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(target, &event);
  }
  static void drag(LiveChart& chart, QPoint from, QPoint to) {
    QWidget* target = plot(chart)->viewport();
    QTest::mousePress(target, Qt::LeftButton, {}, from);
    QTest::mouseMove(target, (from + to) / 2);
    QTest::mouseMove(target, to);
    QTest::mouseRelease(target, Qt::LeftButton, {}, to);
  }
  static double width(const LiveChart& chart) { return chart.visibleX().second - chart.visibleX().first; }

 private Q_SLOTS:
  void wheelZoomsAboutThePointer() {
    LiveChart chart;
    fill(chart);
    const double before = width(chart);
    const double under = plot(chart)->scenery().fromPixelX(at(chart, 0.25, 0.5).x());
    turnWheel(chart, at(chart, 0.25, 0.5), 3);
    QVERIFY(std::abs(width(chart) - before / std::pow(1.25, 3)) < 1e-6);
    QTRY_VERIFY(std::abs(plot(chart)->scenery().fromPixelX(at(chart, 0.25, 0.5).x()) - under) < 3);
    QVERIFY(!chart.followsLive());
  }

  void shiftWheelZoomsOnlyY() {
    LiveChart chart;
    fill(chart);
    const auto x = chart.visibleX(), y = chart.visibleY();
    turnWheel(chart, at(chart, 0.5, 0.5), 2, Qt::ShiftModifier);
    QCOMPARE(chart.visibleX(), x);
    QVERIFY(chart.visibleY().second - chart.visibleY().first < 0.7 * (y.second - y.first));
  }

  void dragPansAZoomedView() {
    LiveChart chart;
    fill(chart);
    turnWheel(chart, at(chart, 0.5, 0.5), 6);
    QTRY_VERIFY(plot(chart)->scenery().x.width() < 400);
    const double before = chart.visibleX().first;
    drag(chart, at(chart, 0.4, 0.5), at(chart, 0.6, 0.5));
    QVERIFY(std::abs(before - chart.visibleX().first - 0.2 * width(chart)) < 0.02 * width(chart));
  }

  void aZoomedViewStandsWhilePointsArriveAndThePillFollowsAgain() {
    LiveChart chart;
    fill(chart);
    QSignalSpy changes(&chart, &LiveChart::followLiveChanged);
    turnWheel(chart, at(chart, 0.3, 0.5), 5);
    const auto standing = chart.visibleX();
    chart.append(0, QList<QPointF>{{5000, 1}});
    QCOMPARE(chart.visibleX(), standing);
    auto* pill = chart.findChild<QAbstractButton*>(QStringLiteral("follow_pill"));
    QVERIFY(!pill->isChecked());
    QTest::mouseClick(pill, Qt::LeftButton);
    QVERIFY(chart.followsLive());
    QVERIFY(chart.visibleX().first <= 5000 && chart.visibleX().second >= 5000);
    QCOMPARE(changes.size(), 2);
  }

  void doubleClickShowsEverythingAgain() {
    LiveChart chart;
    fill(chart);
    turnWheel(chart, at(chart, 0.3, 0.5), 5);
    turnWheel(chart, at(chart, 0.3, 0.5), 5, Qt::ShiftModifier);
    QTest::mouseDClick(plot(chart)->viewport(), Qt::LeftButton, {}, at(chart, 0.5, 0.5));
    QVERIFY(chart.followsLive());
    QVERIFY(chart.visibleX().first <= 0 && chart.visibleX().second >= 999);
    QVERIFY(chart.visibleY().second >= 999);
  }

  void legendClickHidesAndShowsASeries() {
    LiveChart chart;
    fill(chart);
    QSignalSpy toggles(&chart, &LiveChart::seriesVisibilityChanged);
    auto* entry = chart.findChild<charts::ChartLegend*>()->entry(0);
    QTest::mouseClick(entry, Qt::LeftButton);
    QVERIFY(!chart.isSeriesVisible(0));
    QVERIFY(chart.visibleY().second < 100);  // only the flat series is left to fit
    QTest::mouseClick(entry, Qt::LeftButton);
    QVERIFY(chart.isSeriesVisible(0));
    QCOMPARE(toggles.size(), 2);
  }

  void controlClickShowsASeriesAloneAndThenAllAgain() {
    LiveChart chart;
    fill(chart);
    chart.addSeries(named(QStringLiteral("three")));
    const auto* legend = chart.findChild<charts::ChartLegend*>();
    const auto shown = [&] {
      return QList<bool>{chart.isSeriesVisible(0), chart.isSeriesVisible(1), chart.isSeriesVisible(2)};
    };
    QTest::mouseClick(legend->entry(1), Qt::LeftButton, Qt::ControlModifier);
    QCOMPARE(shown(), (QList<bool>{false, true, false}));
    QTest::mouseClick(legend->entry(2), Qt::LeftButton, Qt::ControlModifier);  // one of the hidden ones
    QCOMPARE(shown(), (QList<bool>{false, false, true}));
    QTest::keyClick(legend->entry(2), Qt::Key_Space, Qt::ControlModifier);
    QCOMPARE(shown(), (QList<bool>{true, true, true}));
  }

  // y = x from 0 to 999: on a log axis 10 lies a third of the way from 1 to 1000, and 0 nowhere.
  void aLogarithmicXAxisPlacesValuesByTheirLogarithm() {
    LiveChart chart;
    fill(chart);
    chart.setXScale(charts::AxisScale::Kind::log);
    QVERIFY(std::abs(chart.visibleX().first - 1) < 1e-9);
    const auto& scene = plot(chart)->scenery();
    QTRY_VERIFY(std::abs(scene.x.low) < 1e-12 && scene.x.high < 3.2);
    QVERIFY(std::abs(scene.toPixelX(1) - scene.plot.left() - scene.plot.width() / scene.x.high) < 1e-6);
    chart.setCrosshair(10);
    QVERIFY2(chart.readout().at(1).contains(QStringLiteral("10")), qPrintable(chart.readout().join(u'|')));
    QVERIFY(std::abs(plot(chart)->scenery().crosshair->x - 1) < 1e-12);
    chart.setVisibleX(10, 100);
    QVERIFY(std::abs(chart.visibleX().first - 10) < 1e-9 && std::abs(chart.visibleX().second - 100) < 1e-9);
    chart.setXScale(charts::AxisScale::Kind::linear);
    QVERIFY(chart.visibleX().first <= 0);  // nothing was lost by it
    QCOMPARE(chart.points(0).front(), QPointF(0, 0));
  }

  void aLinkedCrosshairStandsAtTheSameValueOnEveryScale() {
    LiveChart log, linear;
    fill(log);
    fill(linear);
    log.setXScale(charts::AxisScale::Kind::log);
    QTRY_VERIFY(plot(log)->scenery().x.high < 3.2);
    charts::CrosshairLink link;
    link.add(&log);
    link.add(&linear);
    const QPoint place = at(log, 0.4, 0.5);
    const double expected = std::pow(10, plot(log)->scenery().fromPixelX(place.x()));
    QTest::mouseMove(plot(log)->viewport(), place);
    QTRY_VERIFY(linear.hasCrosshair());
    QVERIFY(std::abs(linear.crosshairX() - expected) < 1e-9 * expected);
    QVERIFY(expected > 10 && expected < 25);  // 1000^0.4 = 15.8, and a pixel
  }

  void tooltipsSayHowANumberCameAbout() {
    LiveChart chart;
    fill(chart);
    QVERIFY(chart.findChild<charts::ChartLegend*>()->entry(0)->toolTip().contains(QStringLiteral("estimated")));
  }

  void linkedChartsShareTheCrosshair() {
    LiveChart first, second;
    charts::CrosshairLink link;
    link.add(&first);
    link.add(&second);
    fill(first);
    fill(second);
    QTest::mouseMove(plot(first)->viewport(), at(first, 0.5, 0.5));
    QTRY_VERIFY(second.hasCrosshair());
    QCOMPARE(second.crosshairX(), first.crosshairX());
    QCOMPARE(second.readout().size(), 3);
    QVERIFY(second.readout()[2].endsWith(QStringLiteral("7")));
    QTest::mouseMove(plot(first)->viewport(), {1, 1});
    QTRY_VERIFY(!second.hasCrosshair());
  }

  void aLinkedChartMayBeDestroyed() {
    LiveChart first;
    charts::CrosshairLink link;
    auto second = std::make_unique<LiveChart>();
    link.add(&first);
    link.add(second.get());
    fill(first);
    second.reset();
    QTest::mouseMove(plot(first)->viewport(), at(first, 0.4, 0.5));
    QTRY_VERIFY(first.hasCrosshair());
  }

  void markersExplainThemselves() {
    LiveChart chart;
    fill(chart);
    chart.setMarkers({{500, QStringLiteral("k 1 → 5"), QStringLiteral("applied at step 500")}});
    QTRY_COMPARE(plot(chart)->scenery().events.size(), 1);
    const QPoint place(qRound(plot(chart)->scenery().toPixelX(500)), at(chart, 0.5, 0.5).y());
    QWidget* target = plot(chart)->viewport();
    QHelpEvent help(QEvent::ToolTip, place, target->mapToGlobal(place));
    QCoreApplication::sendEvent(target, &help);
    QTRY_COMPARE(QToolTip::text(), QStringLiteral("applied at step 500"));
    QToolTip::hideText();
  }

  void nothingIsComposedWhileHiddenAndAllIsThereWhenShown() {
    LiveChart chart;
    fill(chart);
    chart.hide();
    const double before = plot(chart)->scenery().x.high;
    chart.append(0, QList<QPointF>{{9000, 1}});
    QCoreApplication::processEvents();
    QCOMPARE(plot(chart)->scenery().x.high, before);
    chart.show();
    QTRY_VERIFY(plot(chart)->scenery().x.high >= 9000);
  }

  void aBrokenSeriesIsStillOnTheScreen() {
    LiveChart chart;
    chart.resize(500, 300);
    chart.addSeries(named(QStringLiteral("one")));
    chart.setYScale(charts::AxisScale::Kind::log);
    const QImage without = chart.toImage({500, 300}, 1);
    chart.setPoints(0, {{0, 1}, {1, 0}, {2, std::nan("")}, {3, 5}, {4, 2}});
    const QImage with = chart.toImage({500, 300}, 1);
    const QRgb blue = charts::ChartTheme(chart.palette()).series(0).rgb();
    const auto inked = [blue](const QImage& image) {
      int count = 0;
      for (int y = 60; y < 260; ++y) {
        for (int x = 0; x < image.width(); ++x) count += image.pixel(x, y) == blue;
      }
      return count;
    };
    QCOMPARE(inked(without), 0);
    QVERIFY(inked(with) > 30);
  }

  void exportsAsPictureVectorAndTable() {
    const QTemporaryDir folder;
    LiveChart chart;
    fill(chart, 10);
    for (const char* name : {"chart.png", "chart.svg", "chart.csv"}) {
      QString reason;
      QVERIFY2(chart.exportTo(folder.filePath(QLatin1String(name)), &reason), qPrintable(reason));
      QVERIFY(QFileInfo(folder.filePath(QLatin1String(name))).size() > 100);
    }
    QFile table(folder.filePath(QStringLiteral("chart.csv")));
    QVERIFY(table.open(QIODevice::ReadOnly));
    const QByteArrayList lines = table.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 1 + 10 + 2);
    QCOMPARE(lines[3], QByteArray("\"one\",\"\",2,2"));
    QString reason;
    QVERIFY(!chart.exportTo(QStringLiteral("/nowhere/chart.pdf"), &reason));
    QVERIFY(reason.contains(QStringLiteral(".svg")));
  }

  void aStackStreamsZoomsAndSaysItsShares() {
    LiveChart chart;
    chart.resize(600, 320);
    for (const char* name : {"fit", "update"}) {
      SeriesSpec spec = named(QString::fromLatin1(name));
      spec.shape = SeriesSpec::Shape::stacked;
      spec.unit = QStringLiteral("s");
      chart.addSeries(spec);
    }
    chart.show();
    for (int i = 1; i <= 400; ++i) {
      chart.append(0, QList<QPointF>{{10.0 * i, 1}});
      chart.append(1, QList<QPointF>{{10.0 * i, 3}});
    }
    QTRY_VERIFY(plot(chart)->scenery().x.high >= 4000);
    QCOMPARE(chart.visibleY(), (std::pair<double, double>{0, 100}));
    chart.setYScale(charts::AxisScale::Kind::log);
    QCOMPARE(chart.visibleY(), (std::pair<double, double>{0, 100}));  // shares stay linear
    QTest::mouseMove(plot(chart)->viewport(), at(chart, 0.5, 0.5));
    QTRY_COMPARE(chart.readout().size(), 3);
    QVERIFY2(chart.readout()[1].startsWith(QStringLiteral("fit: 25.0 %")), qPrintable(chart.readout()[1]));
    QVERIFY2(chart.readout()[2].startsWith(QStringLiteral("update: 75.0 %")), qPrintable(chart.readout()[2]));
    turnWheel(chart, at(chart, 0.3, 0.5), 6);
    QVERIFY(!chart.followsLive());
    QCOMPARE(chart.visibleY(), (std::pair<double, double>{0, 100}));
    // What is painted: 25 % of the height in the first colour, the rest in the second.
    chart.showAll();
    const QImage image = chart.toImage({600, 320}, 1);
    const charts::ChartTheme theme(chart.palette());
    int first = 0, second = 0;
    for (int y = 0; y < image.height(); ++y) {
      first += image.pixel(200, y) == theme.stack(0).rgb();
      second += image.pixel(200, y) == theme.stack(1).rgb();
    }
    QVERIFY(first > 30);
    QVERIFY2(std::abs(second - 3 * first) < 8, qPrintable(QStringLiteral("%1 %2").arg(first).arg(second)));
  }

  void itsStateOutlivesAChart() {
    LiveChart chart, other;
    fill(chart);
    fill(other);
    chart.setYScale(charts::AxisScale::Kind::symlog);
    chart.setSmoothing(0.7);
    chart.setSeriesVisible(1, false);
    chart.setVisibleX(100, 300);
    other.restore(chart.state());
    QCOMPARE(other.state(), chart.state());
    QVERIFY(!other.followsLive());
    QCOMPARE(other.visibleX(), (std::pair<double, double>{100, 300}));
    QVERIFY(!other.isSeriesVisible(1));
    QVERIFY(!other.findChild<charts::ChartLegend*>()->entry(1)->isChecked());
    QVERIFY(!other.findChild<QAbstractButton*>(QStringLiteral("follow_pill"))->isChecked());
  }

  void aRestoredRangeThatMissesTheDataShowsThemAll() {
    LiveChart chart;
    fill(chart);
    charts::ChartState state = chart.state();
    state.view = {false, std::nullopt, {50'000, 60'000}};
    chart.restore(state);
    QVERIFY(chart.visibleX().first <= 0 && chart.visibleX().second >= 999);
    state.view = {true, 1e6, {}};
    chart.restore(state);
    QVERIFY(chart.visibleX().first > -100);
  }

  void aLegendOfTwoRowsIsBalanced() {
    charts::ChartLegend legend;
    for (int i = 0; i < 6; ++i) legend.addEntry(QStringLiteral("entry"));
    const int one_row = legend.widthOfOneRow();
    legend.arrange(one_row - 10);  // greedy rows would hold five and one
    QCOMPARE(legend.entry(2)->y(), 0);
    QVERIFY(legend.entry(3)->y() > 0);
    QCOMPARE(legend.entry(2)->geometry().right(), legend.entry(5)->geometry().right());
    legend.arrange(one_row);
    QCOMPARE(legend.entry(5)->y(), 0);
  }

  void theMenusSliderSmooths() {
    LiveChart chart;
    fill(chart);
    QTimer::singleShot(0, &chart, [] {
      QWidget* menu = QApplication::activePopupWidget();
      auto* slider = menu->findChild<QSlider*>(QStringLiteral("chart_smoothing"));
      slider->setValue(80);
      menu->close();
    });
    const QPoint place(200, 100);
    QContextMenuEvent event(QContextMenuEvent::Mouse, place, chart.mapToGlobal(place));
    QCoreApplication::sendEvent(&chart, &event);
    QCOMPARE(chart.smoothing(), 0.8);
  }

  void imagesHaveTheSizeAskedFor() {
    LiveChart chart;
    chart.addSeries(named(QStringLiteral("one")));
    QCOMPARE(chart.toImage({640, 360}, 2).size(), QSize(1280, 720));
  }

  // What one notch of the wheel costs, from the turn to the painted picture.
  void zoomingTenMillionPoints() {
    LiveChart chart;
    fill(chart);
    QList<QPointF> points = ramp(10'000'000);
    points[6'543'210].setY(3e7);
    chart.setPoints(0, std::move(points));
    QTRY_VERIFY(plot(chart)->scenery().x.high >= 9'999'999);
    QVERIFY(chart.visibleY().second >= 3e7);  // the spike is on screen
    int notch = 1;
    QBENCHMARK {
      turnWheel(chart, at(chart, 0.654, 0.5), notch);
      QVERIFY(chart.visibleX().second > 0);
      charts::PictureQueue::shared().finish();
      chart.grab();
      notch = -notch;
    }
  }
};

QTEST_MAIN(LiveChartTest)
#include "live_chart_test.moc"
