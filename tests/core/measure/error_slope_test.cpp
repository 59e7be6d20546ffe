#include "measure/error_slope.h"

#include <QtTest>
#include <cmath>
#include <limits>

#include "base/random_stream.h"

using measure::ErrorSlope;

class ErrorSlopeTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void twoPairsAreNotYetASlope() {
    ErrorSlope slope;
    slope.add({0.1, 0.2});
    slope.add({0.2, 0.4});
    QVERIFY(!slope.fit());
    QCOMPARE(slope.predict(0.3, 0.5), 0.3);  // ε_m′ = ε_m until then
    slope.add({0.3, 0.6});
    QVERIFY(slope.fit());
  }

  // (0.1, 0.1), (0.2, 0.3), (0.3, 0.2): Σxy = 0.13, Σx² = 0.14, d = 13/14. Residuals 0.1/14, 1.6/14, −1.1/14 in length:
  // Σ = (0.01 + 2.56 + 1.21)/196 = 0.0192857; R² = 1 − 0.0192857/0.14; SE = √(0.0192857/2/0.14).
  void fitByHand() {
    ErrorSlope slope;
    for (const auto& [x, y] : {std::pair{0.1, 0.1}, {0.2, 0.3}, {0.3, 0.2}}) slope.add({x, y});
    const auto fit = slope.fit();
    QVERIFY(std::abs(fit->slope - 13.0 / 14.0) < 1e-12);
    QVERIFY(std::abs(fit->r_squared - (1 - 3.78 / 196 / 0.14)) < 1e-12);
    QVERIFY(std::abs(fit->standard_error - std::sqrt(3.78 / 196 / 2 / 0.14)) < 1e-12);
    QCOMPARE(fit->pairs, 3U);
    // Mutant: a line with an intercept has slope ½ here.
    QVERIFY(std::abs(fit->slope - 0.5) > 0.1);
    QVERIFY(std::abs(slope.predict(0.2, 0.1) - (0.2 + 1.3 / 14)) < 1e-12);
    QCOMPARE(slope.predict(0.9, 1.0), 1.0);
  }

  void fallingErrorGivesZeroSlope() {
    ErrorSlope slope;
    for (int i = 1; i <= 5; ++i) slope.add({0.1 * i, -0.05 * i});
    QCOMPARE(slope.fit()->slope, 0.0);
    QCOMPARE(slope.fit()->r_squared, 0.0);
    QVERIFY(slope.fit()->standard_error < 1e-12);  // of the line before the cut, which fits exactly
    QCOMPARE(slope.predict(0.4, 0.7), 0.4);
  }

  void onlyTheLastTwentyPairsCount() {
    ErrorSlope slope;
    for (int i = 0; i < 100; ++i) slope.add({0.5, 0.5});
    for (int i = 0; i < 20; ++i) slope.add({0.5, 0.25});
    QCOMPARE(slope.pairs().size(), 20U);
    QCOMPARE(slope.fit()->slope, 0.5);
  }

  void policyThatNeverMovedGivesNoSlope() {
    ErrorSlope slope;
    for (int i = 0; i < 5; ++i) slope.add({0.0, 0.1});
    QVERIFY(!slope.fit());
  }

  void pairsThatAreNotFiniteAreNotKept() {
    ErrorSlope slope;
    QVERIFY(!slope.add({std::numeric_limits<double>::quiet_NaN(), 0.1}));
    QVERIFY(!slope.add({0.1, std::numeric_limits<double>::infinity()}));
    QVERIFY(slope.pairs().empty());
  }

  // y = 0.6 x + noise of std 0.05: the estimate is unbiased (5 standard errors over 4000 rounds: one false alarm in
  // 10⁶) and ±2 SE covers 93–97 % (t with 19 degrees of freedom: 94.0 %; 5 binomial standard deviations are 1.9 %).
  void slopeIsUnbiasedAndItsErrorCovers() {
    base::RandomStream random(1, "slope");
    constexpr int kRounds = 4000;
    double sum = 0, squares = 0;
    int covered = 0;
    for (int round = 0; round < kRounds; ++round) {
      ErrorSlope slope;
      for (int i = 0; i < 20; ++i) {
        const double x = random.uniform(0.1, 0.6);
        slope.add({x, 0.6 * x + 0.05 * random.normal()});
      }
      const auto fit = slope.fit();
      sum += fit->slope;
      squares += fit->slope * fit->slope;
      covered += std::abs(fit->slope - 0.6) < 2 * fit->standard_error;
    }
    const double mean = sum / kRounds;
    const double standard_error = std::sqrt((squares / kRounds - mean * mean) / kRounds);
    QVERIFY(std::abs(mean - 0.6) < 5 * standard_error);
    QVERIFY2(covered > 0.921 * kRounds && covered < 0.959 * kRounds, qPrintable(QString::number(covered)));
  }
};

QTEST_GUILESS_MAIN(ErrorSlopeTest)
#include "error_slope_test.moc"
