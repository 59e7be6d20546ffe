#include "measure/policy_shift.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>

namespace {

agent::GaussianHead head(double mean, double std) {
  return {at::full({1, 1}, mean, at::kDouble), at::full({1, 1}, std::log(std), at::kDouble)};
}

// ∫ p log(p/q) by the midpoint rule over ±12 standard deviations.
double integrateKl(double mu_p, double sigma_p, double mu_q, double sigma_q) {
  double integral = 0;
  constexpr int n = 40000;
  for (int i = 0; i < n; ++i) {
    const double z = -12.0 + 24.0 * (i + 0.5) / n;
    const double x = mu_p + sigma_p * z;
    const double log_p = -0.5 * z * z - std::log(sigma_p);
    const double w = (x - mu_q) / sigma_q;
    integral += std::exp(-0.5 * z * z) / std::sqrt(2 * M_PI) * (log_p + 0.5 * w * w + std::log(sigma_q)) * 24.0 / n;
  }
  return integral;
}

}  // namespace

class PolicyShiftTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void divergenceMatchesNumericIntegration_data() {
    QTest::addColumn<double>("mean");
    QTest::addColumn<double>("std");
    QTest::newRow("shifted") << 0.7 << 1.0;
    QTest::newRow("wider") << 0.0 << 2.0;
    QTest::newRow("narrower and shifted") << -1.5 << 0.4;
  }
  void divergenceMatchesNumericIntegration() {
    QFETCH(double, mean);
    QFETCH(double, std);
    const double kl = measure::calcGaussianKl(head(mean, std), head(0.2, 0.9)).item<double>();
    QVERIFY(std::abs(kl - integrateKl(mean, std, 0.2, 0.9)) < 1e-6);
    // Mutant: the reversed divergence.
    QVERIFY(std::abs(kl - measure::calcGaussianKl(head(0.2, 0.9), head(mean, std)).item<double>()) > 1e-3);
  }

  // Equal variances: KL = Δμ²/(2σ²), so Pinsker gives |Δμ|/(2σ), cut at 1.
  void pinskerOfAShift() {
    const double kl = measure::calcGaussianKl(head(0.3, 1.5), head(0.0, 1.5)).item<double>();
    QVERIFY(std::abs(kl - 0.09 / 4.5) < 1e-12);
    QVERIFY(std::abs(measure::calcPinskerTv(at::full({1}, kl, at::kDouble)).item<double>() - 0.1) < 1e-12);
    QCOMPARE(measure::calcPinskerTv(at::full({1}, 50.0, at::kDouble)).item<double>(), 1.0);
  }

  void samePolicyHasNoShift() {
    nn::Noise noise(1, "test");
    agent::Policy policy({3, 2, 16, 2}, noise);
    const auto shift = measure::measurePolicyShift(policy, policy, noise.normal({1000, 3}));
    QCOMPARE(shift.kl.max, 0.0);
    QCOMPARE(shift.eps_pi.max, 0.0);
    QCOMPARE(shift.states, 1000);
  }

  void aggregatesAreOrdered() {
    nn::Noise noise(2, "test");
    agent::Policy policy({3, 2, 16, 2}, noise);
    agent::Policy other({3, 2, 16, 2}, noise);
    const auto shift = measure::measurePolicyShift(policy, other, noise.normal({1000, 3}));
    QVERIFY(0 < shift.kl.mean && shift.kl.mean < shift.kl.p95 && shift.kl.p95 < shift.kl.max);
    QVERIFY(0 < shift.eps_pi.mean && shift.eps_pi.p95 <= shift.eps_pi.max && shift.eps_pi.max <= 1.0);
  }

  void percentileOfTheFirstHundredNumbers() {
    const auto aggregate = measure::calcAggregate(at::arange(0, 101, at::kDouble));
    QCOMPARE(aggregate.mean, 50.0);
    QCOMPARE(aggregate.p95, 95.0);
    QCOMPARE(aggregate.max, 100.0);
  }
};

QTEST_GUILESS_MAIN(PolicyShiftTest)
#include "policy_shift_test.moc"
