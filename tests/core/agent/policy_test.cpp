#include "agent/policy.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>
#include <numbers>

#include "base/error.h"


class PolicyTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // ∫ π(a) da over (−1, 1) by the midpoint rule with our own log π: 1 to the rule's accuracy.
  void squashedDensityIntegratesToOne() {
    const double mean = 0.4;
    const double log_std = -0.7;
    double integral = 0;
    constexpr int n = 20000;
    for (int i = 0; i < n; ++i) {
      const double a = -1.0 + 2.0 * (i + 0.5) / n;
      const double u = std::atanh(a);
      const double z = (u - mean) / std::exp(log_std);
      const double log_derivative = agent::calcLogTanhDerivative(at::full({1}, u, at::kDouble)).item<double>();
      integral += std::exp(-0.5 * z * z - log_std - 0.5 * std::log(2 * std::numbers::pi) - log_derivative) * 2.0 / n;
    }
    QVERIFY2(std::abs(integral - 1.0) < 1e-4, qPrintable(QString::number(integral)));
  }

  void logDerivativeStaysFiniteWhereTanhSaturates() {
    const at::Tensor u = at::tensor({-40.0F, -10.0F, 0.0F, 10.0F, 40.0F});
    const at::Tensor value = agent::calcLogTanhDerivative(u);
    QVERIFY(at::isfinite(value).all().item<bool>());
    QVERIFY(std::abs(value[2].item<double>()) < 1e-6);                               // log(1 − 0)
    QVERIFY(std::abs(value[4].item<double>() - (2 * std::log(2.0) - 80.0)) < 1e-4);  // → 2 log 2 − 2|u|
  }

  void logDensityOfASampleMatchesTheFormula() {
    nn::Noise noise(1, "test");
    const agent::Policy policy({3, 2, 16, 2}, noise);
    const at::Tensor s = noise.normal({5, 3});
    const at::Tensor epsilon = noise.normal({5, 2});
    const auto sample = policy.sample(s, epsilon);
    const auto head = policy.head(s);
    const at::Tensor u = head.mean + at::exp(head.log_std) * epsilon;
    const at::Tensor expected =
        (-0.5 * epsilon.square() - head.log_std - 0.5 * std::log(2 * std::numbers::pi) - at::log(1 - at::tanh(u).square()))
            .sum(1, true);
    QVERIFY(at::allclose(sample.log_pi, expected, 1e-4, 1e-4));
    // Mutant: the tanh correction forgotten.
    QVERIFY(!at::allclose(sample.log_pi, expected + at::log(1 - at::tanh(u).square()).sum(1, true), 1e-2, 1e-2));
  }

  void frozenCopyActsLikeThePolicy() {
    nn::Noise noise(2, "test");
    const agent::Policy policy({3, 2, 16, 2}, noise);
    const auto frozen = policy.freeze({-3.0, 0.0}, {3.0, 1.0});
    for (int i = 0; i < 20; ++i) {
      const at::Tensor s = noise.normal({1, 3});
      const std::vector<double> observation(s.data_ptr<float>(), s.data_ptr<float>() + 3);
      const at::Tensor a = at::tanh(policy.head(s).mean).detach();
      const auto control = frozen->act(observation);
      QVERIFY(std::abs(control[0] - 3.0 * a[0][0].item<double>()) < 1e-5);
      QVERIFY(std::abs(control[1] - (0.5 + 0.5 * a[0][1].item<double>())) < 1e-5);
    }
  }

  void frozenCopyDoesNotFollowThePolicy() {
    nn::Noise noise(3, "test");
    agent::Policy policy({3, 2, 16, 2}, noise);
    const auto frozen = policy.freeze({-1, -1}, {1, 1});
    const auto before = frozen->act(std::vector<double>{1, 2, 3});
    policy.parameters().values().zero_();
    QCOMPARE(frozen->act(std::vector<double>{1, 2, 3}), before);
  }

  void sampledActionsStayInTheControlRangeAndVary() {
    nn::Noise noise(4, "test");
    const agent::Policy policy({3, 2, 16, 2}, noise);
    const auto frozen = policy.freeze({-3.0, 0.0}, {3.0, 1.0});
    base::RandomStream random(1, "test");
    const std::vector<double> s{0.1, 0.2, 0.3};
    QVERIFY(frozen->sample(s, random) != frozen->sample(s, random));
    for (int i = 0; i < 200; ++i) {
      const auto control = frozen->sample(s, random);
      QVERIFY(std::abs(control[0]) <= 3.0 && control[1] >= 0.0 && control[1] <= 1.0);
    }
  }

  void layersThatDoNotFitAreRefused() {
    QVERIFY_EXCEPTION_THROWN(agent::FrozenPolicy({{3, 2, std::vector<float>(5), std::vector<float>(2)}}, {-1}, {1}, -20, 2),
                             base::Error);
    QVERIFY_EXCEPTION_THROWN(agent::FrozenPolicy({{3, 2, std::vector<float>(6), std::vector<float>(2)}}, {-1, -1}, {1, 1}, -20, 2),
                             base::Error);
  }
};

QTEST_GUILESS_MAIN(PolicyTest)
#include "policy_test.moc"
