#include "ui/charts/smoothing.h"

#include <QtTest>
#include <cmath>
#include <limits>

using charts::MovingAverage;

class SmoothingTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // w = ½ over 4, 8, 2: 4; (½·4 + 8)/(½ + 1) = 20/3; (¼·4 + ½·8 + 2)/(¼ + ½ + 1) = 4.
  void threeValuesByHand() {
    MovingAverage average(0.5);
    QCOMPARE(average.add(4), 4.0);
    QVERIFY(std::abs(average.add(8) - 20.0 / 3) < 1e-12);
    QVERIFY(std::abs(average.add(2) - 4.0) < 1e-12);
    // Mutant: starting from 0 without taking the bias out gives ½·4 = 2 for the first value.
    QVERIFY(std::abs(MovingAverage(0.5).add(4) - 2.0) > 1);
  }

  // Σ wⁱ sin over the closed form of the definition, far past the start-up.
  void longSeriesAgreesWithItsDefinition() {
    const double w = 0.9;
    MovingAverage average(w);
    double shown = 0;
    for (int t = 0; t < 300; ++t) shown = average.add(std::sin(t));
    double sum = 0, norm = 0;
    for (int i = 0; i < 300; ++i) {
      sum += std::pow(w, 299 - i) * std::sin(i);
      norm += std::pow(w, 299 - i);
    }
    QVERIFY(std::abs(shown - sum / norm) < 1e-12);
  }

  void constantsStayConstant() {
    MovingAverage average(0.97);
    for (int i = 0; i < 50; ++i) QVERIFY(std::abs(average.add(3.25) - 3.25) < 1e-12);
  }

  void weightZeroIsTheRawValue() {
    MovingAverage average(0);
    for (const double y : {1.0, -7.0, 100.0}) QCOMPARE(average.add(y), y);
  }

  void oneNonFiniteValueDoesNotPoisonTheRest() {
    MovingAverage average(0.5);
    average.add(4);
    QVERIFY(std::isnan(average.add(std::nan(""))));
    QVERIFY(std::isinf(average.add(std::numeric_limits<double>::infinity())));
    QVERIFY(std::abs(average.add(8) - 20.0 / 3) < 1e-12);
  }
};

QTEST_GUILESS_MAIN(SmoothingTest)
#include "smoothing_test.moc"
