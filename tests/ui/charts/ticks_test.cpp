#include "ui/charts/ticks.h"

#include <QtTest>
#include <cmath>
#include <limits>

using charts::AxisScale;
using charts::Range;

class TicksTest : public QObject {
  Q_OBJECT

  static QStringList labels(const AxisScale& scale, const Range& places, int wanted) {
    QStringList out;
    for (const charts::Tick& tick : charts::calcTicks(scale, places, wanted)) {
      if (!tick.label.isEmpty()) out << tick.label;
    }
    return out;
  }

 private Q_SLOTS:
  void linearTicksAreRoundNumbers() {
    QCOMPARE(labels({}, {0, 1}, 5), (QStringList{"0", "0.2", "0.4", "0.6", "0.8", "1.0"}));
    QCOMPARE(labels({}, {-250, 1050}, 6), (QStringList{"−200", "0", "200", "400", "600", "800", "1000"}));
  }

  void largeNumbersTakeOneUnitPerAxis() {
    QCOMPARE(labels({}, {0, 40000}, 4), (QStringList{"0", "10k", "20k", "30k", "40k"}));
    QCOMPARE(labels({}, {0, 4e6}, 4), (QStringList{"0", "1M", "2M", "3M", "4M"}));
  }

  void logTicksAreDecades() {
    AxisScale log;
    log.kind = AxisScale::Kind::log;
    QCOMPARE(labels(log, {-2, 1}, 5), (QStringList{"0.01", "0.1", "1", "10"}));
    QCOMPARE(labels(log, {-5, 0}, 9), (QStringList{"10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "1"}));
    QCOMPARE(labels(log, {1, 2.4}, 6), (QStringList{"10", "20", "50", "100", "200"}));  // room for 2 and 5
  }

  void aLogStretchWithoutADecadeHasTicksAllTheSame() {
    AxisScale log;
    log.kind = AxisScale::Kind::log;
    QVERIFY(labels(log, {std::log10(2.2), std::log10(7.7)}, 4).size() >= 3);
  }

  void symlogTicksAreSymmetricAboutZero() {
    AxisScale symlog;
    symlog.kind = AxisScale::Kind::symlog;
    QCOMPARE(labels(symlog, {symlog.place(-150), symlog.place(150)}, 20),
             (QStringList{"−100", "−10", "−1", "0", "1", "10", "100"}));
  }

  // A bound far below and returns above, on a plot with room for two labels: the zero keeps clear of ±1.
  void symlogTicksInLittleRoomKeepClearOfZero() {
    AxisScale symlog;
    symlog.kind = AxisScale::Kind::symlog;
    QCOMPARE(labels(symlog, {symlog.place(-8000), symlog.place(200)}, 2), (QStringList{"−1000", "0"}));
    QCOMPARE(labels(symlog, {symlog.place(-8000), symlog.place(200)}, 4), (QStringList{"−100", "0", "100"}));
  }

  void scalesInvertThemselves() {
    for (const AxisScale::Kind kind : {AxisScale::Kind::linear, AxisScale::Kind::log, AxisScale::Kind::symlog}) {
      AxisScale scale;
      scale.kind = kind;
      for (const double value : {0.02, 1.0, 7.5, 1234.0}) {
        QVERIFY(std::abs(scale.value(scale.place(value)) / value - 1) < 1e-12);
      }
    }
    AxisScale symlog;
    symlog.kind = AxisScale::Kind::symlog;
    QVERIFY(std::abs(symlog.value(symlog.place(-42)) + 42) < 1e-10);
  }

  void zeroAndNegativesLieOnTheLogFloor() {
    AxisScale log;
    log.kind = AxisScale::Kind::log;
    log.floor = 1e-4;
    for (const double value : {0.0, -3.0, 1e-9}) QVERIFY(std::abs(log.place(value) + 4) < 1e-12);
  }

  void readoutsCarryFourDigits() {
    QCOMPARE(charts::formatValue(0.0123456), QStringLiteral("0.01235"));
    QCOMPARE(charts::formatValue(-7.5), QStringLiteral("−7.5"));
    QCOMPARE(charts::formatValue(1234567), QString("1") + QChar(0x2009) + "234" + QChar(0x2009) + "567");
    QCOMPARE(charts::formatValue(1.2e-7), QStringLiteral("1.2·10⁻⁷"));
    QCOMPARE(charts::formatValue(std::nan("")), QStringLiteral("not a number"));
    QCOMPARE(charts::formatValue(-std::numeric_limits<double>::infinity()), QStringLiteral("−∞"));
  }

  void niceStepsAreTheNearestOfOneTwoFive() {
    QCOMPARE(charts::niceStep(10, 5), 2.0);
    QCOMPARE(charts::niceStep(7500, 4), 2000.0);
    QCOMPARE(charts::niceStep(0.9, 9), 0.1);
  }

  void aRangeWithoutWidthBecomesOneAroundItsValue() {
    const Range around = charts::padded({5, 5}, 0.1);
    QVERIFY(around.low < 5 && around.high > 5);
    const Range zero = charts::padded({0, 0}, 0.1);
    QVERIFY(zero.low < 0 && zero.high > 0);
  }
};

QTEST_GUILESS_MAIN(TicksTest)
#include "ticks_test.moc"
