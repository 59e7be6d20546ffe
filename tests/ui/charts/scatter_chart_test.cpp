#include "ui/charts/scatter_chart.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>
#include <limits>

#include "support/qt_warnings.h"

using charts::OriginLine;
using charts::Scatter;
using charts::ScatterChart;

class ScatterChartTest : public QObject {
  Q_OBJECT

  static void fill(ScatterChart& chart) {
    chart.resize(420, 260);
    chart.setTitle(QStringLiteral("slope"));
    chart.setAxisTitles(QStringLiteral("x"), QStringLiteral("y"));
    chart.setEmptyText(QStringLiteral("no pairs yet"));
    chart.setPoints({{0.2, 0.1}, {0.4, -0.05}, {0.8, 0.4}}, OriginLine{0.5, 0.1});
    chart.show();
  }

 private Q_SLOTS:
  void init() { support::failOnQtWarnings(); }

  void bothAxesHoldTheOriginAndEveryPair() {
    Scatter scatter;
    scatter.points = {{0.2, 0.1}, {0.4, -0.05}, {0.8, 0.4}};
    scatter.line = OriginLine{2, 0};  // leaves through the top at x = 0.8: 1.6
    const auto scene = charts::layOutScatter(scatter, charts::ChartTheme(), QFont(), {400, 250});
    QCOMPARE(scene.x.low, 0.0);
    QVERIFY(scene.x.high >= 0.8);
    QVERIFY(scene.y.low <= -0.05 && scene.y.high >= 1.6);
    QVERIFY(!scene.x_ticks.isEmpty() && !scene.y_ticks.isEmpty());
  }

  void thePointerReadsThePairBelowIt() {
    ScatterChart chart;
    fill(chart);
    QCOMPARE(chart.readingAt(chart.placeOf(1)), QStringLiteral("pair 2 of 3\nx: 0.4\ny: −0.05"));
    QCOMPARE(chart.readingAt(chart.placeOf(2) + QPointF(3, 2)), QStringLiteral("pair 3 of 3\nx: 0.8\ny: 0.4"));
    QVERIFY(chart.readingAt({2, 2}).isEmpty());
  }

  void withoutPairsTheReasonIsShown() {
    Scatter scatter;
    scatter.empty_text = QStringLiteral("no pairs yet");
    const auto empty = [&] {
      return charts::layOutScatter(scatter, charts::ChartTheme(), QFont(), {400, 250}).empty_text;
    };
    QCOMPARE(empty(), scatter.empty_text);
    scatter.points = {{std::nan(""), 1}, {1, std::numeric_limits<double>::infinity()}};
    QCOMPARE(empty(), scatter.empty_text);
    scatter.points << QPointF(0, 0);
    QVERIFY(empty().isEmpty());
  }

  // Blue dots where the pairs are; a dashed vermillion line at the right edge where 0.5 x is.
  void pairsAndLineAreWhereTheySay() {
    ScatterChart chart;
    fill(chart);
    const QImage image = chart.toImage({420, 260}, 1);
    const charts::ChartTheme theme(chart.palette());
    const QColor newest = image.pixelColor(chart.placeOf(2).toPoint());
    QVERIFY(std::abs(newest.hueF() - theme.series(0).hueF()) < 0.03F);
    const QColor oldest = image.pixelColor(chart.placeOf(0).toPoint());
    QVERIFY(oldest.lightnessF() > newest.lightnessF() + 0.1F);  // paler
  }

  void itIsWrittenAsPictureDrawingAndTable() {
    QTemporaryDir folder;
    ScatterChart chart;
    fill(chart);
    for (const char* name : {"a.png", "a.svg", "a.csv"}) QVERIFY(chart.exportTo(folder.filePath(QLatin1String(name))));
    QFile table(folder.filePath(QStringLiteral("a.csv")));
    QVERIFY(table.open(QIODevice::ReadOnly));
    QVERIFY(table.readAll().contains("\"y against x\",\"\",0.4,-0.05"));
    QVERIFY(QImage(folder.filePath(QStringLiteral("a.png"))).width() >= 420);
    QString reason;
    QVERIFY(!chart.exportTo(folder.filePath(QStringLiteral("a.gif")), &reason));
    QVERIFY(reason.contains(QStringLiteral(".svg")));
  }

};

QTEST_MAIN(ScatterChartTest)
#include "scatter_chart_test.moc"
