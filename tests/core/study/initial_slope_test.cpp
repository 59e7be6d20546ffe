#include "study/initial_slope.h"

#include <QtTest>
#include <cmath>
#include <limits>
#include <vector>

#include "study/study_settings.h"

using study::ShiftedError;

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

bool near(double a, double b) { return std::abs(a - b) < 1e-12; }

}  // namespace

class InitialSlopeTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aLineIsFoundWithItsIntercept() {
    const std::vector<ShiftedError> line{{0.0, 0.2, 0.01}, {0.1, 0.25, 0.01}, {0.2, 0.3, 0.01}, {0.3, 0.35, 0.01}};
    const auto fit = study::calcInitialSlope(line);
    QVERIFY(fit.has_value());
    QVERIFY(near(fit->slope, 0.5) && near(fit->intercept, 0.2));
    QCOMPARE(fit->policies, std::size_t{4});
    // x − x̄ = ∓0.15, ∓0.05: Σ (x − x̄)² = 0.05, so the standard error is 0.01/√0.05
    QVERIFY(near(fit->standard_error, 0.01 / std::sqrt(0.05)));
    // Mutant: a line through the origin of (ε_π, ε_m′) has slope Σxy/Σx² = 0.19/0.14
    QVERIFY(std::abs(fit->slope - 0.19 / 0.14) > 0.5);
  }

  // By hand, weights 1, 1, 1, 4 (σ = 0.1, 0.1, 0.1, 0.05 in units of 100): x̄ = 4·0.3/7 …
  void surePointsWeighMore() {
    const std::vector<ShiftedError> points{{0.0, 0.0, 0.1}, {0.1, 0.0, 0.1}, {0.2, 0.0, 0.1}, {0.3, 0.3, 0.05}};
    const double w = 7, wx = 0.1 + 0.2 + 1.2, wy = 1.2, wxx = 0.01 + 0.04 + 0.36, wxy = 0.36;
    const double slope = (wxy - wx * wy / w) / (wxx - wx * wx / w);
    const auto fit = study::calcInitialSlope(points);
    QVERIFY(std::abs(fit->slope - slope) < 1e-12);
    // Mutant: all points alike would give 0.045/0.05 = 0.9
    QVERIFY(std::abs(fit->slope - 0.9) > 0.05);
  }

  void errorsThatLevelOffFarAwayDoNotFlattenTheBeginning() {
    std::vector<ShiftedError> points;
    for (int i = 0; i <= 20; ++i) {
      const double x = 0.05 * i;
      points.push_back({x, 0.1 + std::min(x, 0.4), 0.01});
    }
    QVERIFY(std::abs(study::calcInitialSlope(points)->slope - 1.0) < 1e-9);
    QVERIFY(study::calcInitialSlope(points)->eps_pi_last <= study::kLocalShift + 1e-12);
  }

  void theFirstFourCountHoweverFarTheyAre() {
    const std::vector<ShiftedError> far{
        {0, 0.1, 0.1}, {0.6, 0.4, 0.1}, {0.7, 0.45, 0.1}, {0.8, 0.5, 0.1}, {0.9, 9, 0.1}};
    QVERIFY(near(study::calcInitialSlope(far)->slope, 0.5));
    QCOMPARE(study::calcInitialSlope(far)->policies, std::size_t{4});
  }

  void aBadFitHasAWiderError() {
    const std::vector<ShiftedError> zigzag{{0, 0.0, 0.01}, {0.1, 0.2, 0.01}, {0.2, 0.0, 0.01}, {0.3, 0.2, 0.01}};
    QVERIFY(study::calcInitialSlope(zigzag)->standard_error > 5 * 0.01 / std::sqrt(0.05));
  }

  void thereIsNoSlopeWithoutEnoughOrWithoutMovement() {
    const std::vector<ShiftedError> few{{0, 0.1, 0.1}, {0.1, 0.2, 0.1}, {0.2, 0.3, 0.1}};
    QVERIFY(!study::calcInitialSlope(few));
    QVERIFY(!study::calcInitialSlope(std::vector<ShiftedError>(6, {0.0, 0.1, 0.1})));
    QVERIFY(!study::calcInitialSlope(
        std::vector<ShiftedError>{{0, kNan, 0.1}, {0.1, 0, 0.1}, {0.2, 0, 0.1}, {0.3, 0, 0.1}}));
  }

  // A sample of ones only has no spread; it must not count infinitely.
  void noSpreadIsNoInfiniteWeight() {
    const std::vector<ShiftedError> points{{0, 1, 0.0}, {0.1, 1, 0.0}, {0.2, 1, kNan}, {0.3, 1, 0.01}};
    const auto fit = study::calcInitialSlope(points);
    QVERIFY(std::isfinite(fit->slope) && std::abs(fit->slope) < 1e-9 && fit->standard_error > 0);
  }

  void policiesLieCloserTogetherAtFirst() {
    const auto schedule = study::policySchedule(4, 160);  // 160^(1/3) = 5.43, its square 29.5
    QCOMPARE(schedule, (std::vector<std::int64_t>{1, 6, 30, 160}));
    // Few updates still give different policies, the last one after all of them.
    QCOMPARE(study::policySchedule(5, 5), (std::vector<std::int64_t>{1, 2, 3, 4, 5}));
  }
};

QTEST_GUILESS_MAIN(InitialSlopeTest)
#include "initial_slope_test.moc"
