#include "bound/divergence.h"

#include <QtTest>
#include <cmath>
#include <limits>

#include "bound/setting.h"

class DivergenceTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void byHand() {
    QCOMPARE(bound::calcPinskerTv(0.5), 0.5);                                // √(0.5/2)
    QCOMPARE(bound::calcBretagnolleHuberTv(std::log(2.0)), std::sqrt(0.5));  // √(1 − ½)
    QCOMPARE(bound::calcPinskerTv(8), 1.0);                                  // √4, cut
  }

  void pinskerIsBetterForSmallKlAndTheOtherForLarge() {
    QCOMPARE(bound::calcTvBound(0.01), bound::calcPinskerTv(0.01));
    QCOMPARE(bound::calcTvBound(3), bound::calcBretagnolleHuberTv(3));
    QVERIFY(bound::calcTvBound(3) < bound::calcPinskerTv(3));
    QCOMPARE(bound::calcTvBound(0), 0.0);
    QCOMPARE(bound::calcTvBound(std::numeric_limits<double>::infinity()), 1.0);
    QVERIFY(bound::calcBretagnolleHuberTv(1e-20) > 0);  // no cancellation
  }

  // Bernoulli(p) and Bernoulli(q): TV = |p − q|, KL = p ln(p/q) + (1−p) ln((1−p)/(1−q)).
  void neitherIsBelowTheTruth() {
    for (double p = 0.01; p < 1; p += 0.049) {
      for (double q = 0.01; q < 1; q += 0.049) {
        const double kl = std::max(0.0, p * std::log(p / q) + (1 - p) * std::log((1 - p) / (1 - q)));
        QVERIFY(bound::calcTvBound(kl) >= std::abs(p - q) - 1e-9);
        // Mutant: √(KL)/2 in place of √(KL/2) is below for nearby p and q.
      }
    }
    const double p = 0.5, q = 0.51, kl = p * std::log(p / q) + (1 - p) * std::log((1 - p) / (1 - q));
    QVERIFY(std::sqrt(kl) / 2 < q - p);
  }

  void nonsenseIsRefused() {
    QVERIFY_EXCEPTION_THROWN(bound::calcTvBound(-1e-9), bound::RangeError);
    QVERIFY_EXCEPTION_THROWN(bound::calcPinskerTv(std::nan("")), bound::RangeError);
    QVERIFY_EXCEPTION_THROWN(bound::calcBretagnolleHuberTv(-1), bound::RangeError);
  }
};

QTEST_GUILESS_MAIN(DivergenceTest)
#include "divergence_test.moc"
