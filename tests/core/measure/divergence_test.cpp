#include "measure/divergence.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>

#include "support/one_dimension.h"

namespace {

double at1(at::Tensor (*f)(const at::Tensor&), double kl) { return f(at::full({1}, kl, at::kDouble)).item<double>(); }

}  // namespace

class DivergenceTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // KL = 2 ln 2: Pinsker √(ln 2) = 0.8326; Bretagnolle–Huber √(1 − ¼) = 0.8660.
  void handWorkedValues() {
    const double kl = 2 * std::log(2.0);
    QVERIFY(std::abs(at1(measure::calcPinskerTv, kl) - std::sqrt(std::log(2.0))) < 1e-12);
    QVERIFY(std::abs(at1(measure::calcBretagnolleHuberTv, kl) - std::sqrt(0.75)) < 1e-12);
    QVERIFY(std::abs(at1(measure::calcCombinedTv, kl) - std::sqrt(std::log(2.0))) < 1e-12);
    // KL = 3: Pinsker says 1, Bretagnolle–Huber √(1 − e⁻³) = 0.9748.
    QCOMPARE(at1(measure::calcPinskerTv, 3.0), 1.0);
    QVERIFY(std::abs(at1(measure::calcCombinedTv, 3.0) - std::sqrt(1 - std::exp(-3.0))) < 1e-12);
    // Mutant: 1 − ½e^{−KL}, the other form of that bound.
    QVERIFY(std::abs(at1(measure::calcCombinedTv, 3.0) - (1 - 0.5 * std::exp(-3.0))) > 1e-5);
  }

  void limits() {
    for (auto* f : {measure::calcPinskerTv, measure::calcBretagnolleHuberTv, measure::calcCombinedTv}) {
      QCOMPARE(at1(f, 0.0), 0.0);
      QVERIFY(at1(f, 1e-18) > 0);  // no cancellation near 0
      QCOMPARE(at1(f, 1e6), 1.0);
    }
  }

  // Every bound lies above the true value; the combined one is the lower of the two. Equal variances: KL = δ²/2.
  void boundsLieAboveTheTotalVariation() {
    for (double delta = 0.01; delta < 8; delta *= 1.3) {
      const double kl = 0.5 * delta * delta;
      const double tv = support::shiftedTotalVariation(delta, 1.0);
      QVERIFY(tv < at1(measure::calcPinskerTv, kl));
      QVERIFY(tv < at1(measure::calcBretagnolleHuberTv, kl));
      QVERIFY(at1(measure::calcCombinedTv, kl) <=
              std::min(at1(measure::calcPinskerTv, kl), at1(measure::calcBretagnolleHuberTv, kl)));
    }
  }
};

QTEST_GUILESS_MAIN(DivergenceTest)
#include "divergence_test.moc"
