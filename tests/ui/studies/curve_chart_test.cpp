#include "ui/studies/curve_chart.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

#include "support/qt_warnings.h"
#include "ui/charts/chart_legend.h"

using studies::CurveChart;
using studies::CurvePlot;

namespace {

CurvePlot plot() {
  CurvePlot made;
  made.title = QStringLiteral("Error");
  made.x_title = QStringLiteral("KL");
  made.y_title = QStringLiteral("ε");
  made.empty_text = QStringLiteral("nothing yet");
  for (const int n : {100, 1000}) {
    studies::Curve curve;
    curve.spec.label = QStringLiteral("n = %1").arg(n);
    curve.spec.dash = n == 100 ? charts::SeriesSpec::Dash::solid : charts::SeriesSpec::Dash::dashed;
    for (const double x : {0.0, 1.0, 2.0})
      curve.points.append({x, 0.2 + 0.3 * x * 100 / n, 0.05, QStringLiteral("policy %1").arg(x)});
    made.curves.append(curve);
  }
  return made;
}

charts::PlotScene sceneOf(const CurvePlot& of) {
  return studies::layOutCurves(of, {}, charts::ChartTheme(), QFont(), {400, 260});
}

}  // namespace

class CurveChartTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() { support::failOnQtWarnings(); }

  void theAxesHoldEveryBarAndZero() {
    const charts::PlotScene scene = sceneOf(plot());
    QVERIFY(scene.x.low <= 0 && scene.x.high >= 2);
    QVERIFY(scene.y.low <= 0 && scene.y.high >= 0.85);  // 0.8 ± 0.05
  }

  void aHiddenCurveLeavesTheAxesToTheOthers() {
    CurvePlot less = plot();
    less.curves[0].visible = false;
    QVERIFY(sceneOf(less).y.high < 0.5);
  }

  void aLogarithmicAxisIsInDecades() {
    CurvePlot log = plot();
    log.x_scale.kind = charts::AxisScale::Kind::log;
    log.curves.resize(1);
    log.curves[0].points = {{1000, 1, 0, {}}, {100'000, 2, 0, {}}};
    const charts::PlotScene scene = sceneOf(log);
    QVERIFY(scene.x.low < 3 && scene.x.high > 5 && scene.x.width() < 3);
  }

  void theNearestPointIsRead() {
    const CurvePlot of = plot();
    const charts::PlotScene scene = sceneOf(of);
    const QPointF place(scene.toPixelX(1), scene.toPixelY(0.5));
    const auto read = studies::readNearest(of, scene, place + QPointF(3, -2));
    QVERIFY(read.has_value());
    QCOMPARE(read->heading, QStringLiteral("policy 1"));
    QCOMPARE(read->readings.first().label, QStringLiteral("n = 100"));
    QVERIFY(read->readings.first().value.contains(u'±'));
    QVERIFY(!studies::readNearest(of, scene, place + QPointF(0, -80)).has_value());
  }

  void thePointerReadsAndALegendClickHides() {
    CurveChart chart(QStringLiteral("chart"));
    chart.resize(420, 280);
    chart.setPlot(plot());
    chart.show();
    QVERIFY(QTest::qWaitForWindowExposed(&chart));
    for (int y = 30; y < 250 && chart.readout().isEmpty(); y += 6) {
      for (int x = 40; x < 400 && chart.readout().isEmpty(); x += 6) QTest::mouseMove(&chart, {x, y});
    }
    QVERIFY(!chart.readout().isEmpty());
    auto* entry = chart.findChild<charts::LegendEntry*>(QStringLiteral("legend_n = 100"));
    QVERIFY(entry != nullptr);
    QTest::mouseClick(entry, Qt::LeftButton);
    QVERIFY(!chart.plot().curves[0].visible);
    chart.setPlot(plot());  // new points: what was hidden stays hidden
    QVERIFY(!chart.plot().curves[0].visible);
  }

  void itLeavesAsPictureAndTable() {
    const QTemporaryDir folder;
    CurveChart chart(QStringLiteral("chart"));
    chart.setPlot(plot());
    for (const char* name : {"a.png", "a.svg", "a.csv"})
      QVERIFY(chart.exportTo(folder.filePath(QString::fromLatin1(name))));
    QVERIFY(QImage(folder.filePath("a.png")).width() >= 800);
    QFile table(folder.filePath("a.csv"));
    QVERIFY(table.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(table.readAll()).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 1 + 6);
    QVERIFY(lines[3].startsWith(QStringLiteral("\"n = 100\",2,0.8,0.05")));
    QString reason;
    QVERIFY(!chart.exportTo(folder.filePath("a.txt"), &reason));
    QVERIFY(reason.contains(QStringLiteral("a.txt")) && reason.contains(QStringLiteral(".csv")));
  }

  void anEmptyChartSaysWhatWillBeThere() {
    CurvePlot empty = plot();
    for (studies::Curve& curve : empty.curves) curve.points.clear();
    QCOMPARE(sceneOf(empty).empty_text, QStringLiteral("nothing yet"));
    QVERIFY(sceneOf(plot()).empty_text.isEmpty());
  }

};

QTEST_MAIN(CurveChartTest)
#include "curve_chart_test.moc"
