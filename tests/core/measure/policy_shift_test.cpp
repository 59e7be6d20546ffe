#include "measure/policy_shift.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <QtTest>
#include <cmath>

#include "support/one_dimension.h"

namespace {

agent::GaussianHead head(double mean, double std) {
  return {at::full({1, 1}, mean, at::kDouble), at::full({1, 1}, std::log(std), at::kDouble)};
}

constexpr measure::ShiftEstimator kEstimators[] = {measure::ShiftEstimator::pinsker, measure::ShiftEstimator::combined,
                                                   measure::ShiftEstimator::monte_carlo};

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
    const auto shift = measure::measurePolicyShift(policy, policy, noise.normal({1000, 3}), 16, noise);
    QCOMPARE(shift.kl.max, 0.0);
    QCOMPARE(shift.states, 1000);
    for (const auto estimator : kEstimators) {
      QCOMPARE(shift.by(estimator).eps_pi.max, 0.0);
      QCOMPARE(shift.by(estimator).max_by_halves, 0.0);
    }
  }

  void aggregatesAreOrdered() {
    nn::Noise noise(2, "test");
    agent::Policy policy({3, 2, 16, 2}, noise);
    agent::Policy other({3, 2, 16, 2}, noise);
    const auto shift = measure::measurePolicyShift(policy, other, noise.normal({1000, 3}), 32, noise);
    QVERIFY(0 < shift.kl.mean && shift.kl.mean < shift.kl.p95 && shift.kl.p95 < shift.kl.max);
    for (const auto estimator : kEstimators) {
      const auto& eps_pi = shift.by(estimator).eps_pi;
      QVERIFY(0 < eps_pi.mean && eps_pi.mean < eps_pi.p95 && eps_pi.p95 <= eps_pi.max && eps_pi.max <= 1.0);
      QCOMPARE(eps_pi.by(measure::Aggregation::p95), eps_pi.p95);
      QVERIFY(shift.by(estimator).estimator == estimator);
    }
    // The unbiased value lies below its upper bounds, and the combined bound below Pinsker's.
    QVERIFY(shift.monte_carlo.eps_pi.mean < shift.combined.eps_pi.mean);
    QVERIFY(shift.combined.eps_pi.max <= shift.pinsker.eps_pi.max);
    QCOMPARE(shift.monte_carlo.actions_per_state, 64);
    QCOMPARE(shift.combined.actions_per_state, 0);
    QCOMPARE(shift.combined.max_standard_error, 0.0);
    QVERIFY(shift.monte_carlo.max_standard_error > 0);
  }

  void withoutActionsThereIsNoMonteCarloValue() {
    nn::Noise noise(2, "test");
    agent::Policy policy({3, 2, 16, 2}, noise);
    const auto shift = measure::measurePolicyShift(policy, policy, noise.normal({10, 3}));
    QVERIFY(std::isnan(shift.monte_carlo.eps_pi.max));
    QCOMPARE(shift.monte_carlo.actions_per_state, 0);
  }

  void sameNoiseGivesTheSameValue() {
    nn::Noise noise(3, "test");
    agent::Policy policy({3, 2, 16, 2}, noise);
    agent::Policy other({3, 2, 16, 2}, noise);
    const at::Tensor s = noise.normal({1500, 3});
    nn::Noise first(5, "measure"), second(5, "measure");
    QCOMPARE(measure::measurePolicyShift(policy, other, s, 8, first).monte_carlo.eps_pi.mean,
             measure::measurePolicyShift(policy, other, s, 8, second).monte_carlo.eps_pi.mean);
  }

  // Equal σ, means δ apart: 2Φ(δ/(2σ)) − 1. Unequal: numeric integration. 5 standard errors: one false alarm in 10⁶.
  void monteCarloIsUnbiased_data() {
    QTest::addColumn<double>("mean");
    QTest::addColumn<double>("std");
    QTest::newRow("small shift") << 0.25 << 0.9;
    QTest::newRow("large shift") << 2.5 << 0.9;
    QTest::newRow("wider") << 0.2 << 2.0;
    QTest::newRow("narrower and shifted") << -0.7 << 0.3;
  }
  void monteCarloIsUnbiased() {
    QFETCH(double, mean);
    QFETCH(double, std);
    nn::Noise noise(4, "test");
    const agent::GaussianHead policy{at::full({20000, 1}, mean), at::full({20000, 1}, std::log(std))};
    const agent::GaussianHead behaviour_policy{at::full({20000, 1}, 0.2), at::full({20000, 1}, std::log(0.9))};
    const at::Tensor tv = measure::calcPolicyTv(policy, behaviour_policy, noise.normal({4, 20000, 1})).value;
    const double standard_error = tv.std(true).item<double>() / std::sqrt(20000.0);
    const double exact = support::totalVariation({{0.2, 0.9}}, {{mean, std}});
    if (std == 0.9) QVERIFY(std::abs(exact - support::shiftedTotalVariation(mean - 0.2, std)) < 1e-6);
    QVERIFY(std::abs(tv.mean().item<double>() - exact) < 5 * standard_error);
    QVERIFY(standard_error < 0.004);
  }

  // 1000 states that all have the same TV: the plain maximum is too high, the one by halves is not.
  void maximumByHalvesIsNotPulledUpByNoise() {
    nn::Noise noise(6, "test");
    agent::Policy policy({1, 1, 4, 1}, noise);
    agent::Policy other({1, 1, 4, 1}, noise);
    const at::NoGradGuard no_gradient;
    policy.parameters().values().zero_();  // mean 0, log σ 0 everywhere
    other.parameters().values().zero_();
    other.parameters().at(3).detach().view({-1})[0] = 1.0F;  // the mean's bias: a shift of one σ
    const double exact = support::shiftedTotalVariation(1.0, 1.0);
    double plain = 0, by_halves = 0, squares = 0;
    constexpr int kRounds = 60;
    for (int i = 0; i < kRounds; ++i) {
      const auto shift = measure::measurePolicyShift(policy, other, at::zeros({1000, 1}), 16, noise).monte_carlo;
      plain += shift.eps_pi.max / kRounds;
      by_halves += shift.max_by_halves / kRounds;
      squares += shift.max_by_halves * shift.max_by_halves / kRounds;
      QVERIFY(std::abs(shift.eps_pi.mean - exact) < 5 * shift.mean_standard_error);
    }
    const double standard_error = std::sqrt((squares - by_halves * by_halves) / (kRounds - 1));
    QVERIFY(std::abs(by_halves - exact) < 5 * standard_error);
    QVERIFY2(plain - exact > 20 * standard_error, qPrintable(QString::number((plain - exact) / standard_error)));
  }

  void policyThatIsNotFiniteCountsAsOne() {
    nn::Noise noise(7, "test");
    agent::Policy policy({3, 2, 16, 2}, noise);
    agent::Policy broken({3, 2, 16, 2}, noise);
    const at::NoGradGuard no_gradient;
    broken.parameters().values().fill_(std::nan(""));
    const auto shift = measure::measurePolicyShift(broken, policy, noise.normal({20, 3}), 4, noise);
    QCOMPARE(shift.not_finite, 20);
    for (const auto estimator : kEstimators) QCOMPARE(shift.by(estimator).eps_pi.mean, 1.0);
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
