#include "agent/frozen_critic.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>

#include "agent/policy.h"
#include "agent/twin_critic.h"
#include "base/error.h"

using agent::FrozenCritic;

class FrozenCriticTest : public QObject {
  Q_OBJECT

  static std::vector<double> numbers(const at::Tensor& row) {
    const at::Tensor values = row.detach().to(at::kDouble).contiguous();
    return {values.data_ptr<double>(), values.data_ptr<double>() + values.numel()};
  }

 private Q_SLOTS:
  void theFrozenCriticIsTheSmallerOfBothCritics_data() {
    QTest::addColumn<int>("n_s");
    QTest::addColumn<int>("n_a");
    QTest::newRow("hopper") << 11 << 3;
    QTest::newRow("half_cheetah") << 17 << 6;
  }
  void theFrozenCriticIsTheSmallerOfBothCritics() {
    QFETCH(int, n_s);
    QFETCH(int, n_a);
    nn::Noise noise(1, "test");
    const agent::TwinCritic critic({n_s, n_a, 256, 2}, noise);
    const auto frozen = critic.freeze();
    constexpr int n = 64;
    const at::Tensor s = noise.normal({n, n_s}), a = at::tanh(noise.normal({n, n_a}));
    const at::Tensor q = critic.q(s, a).detach();
    const at::Tensor smaller = at::minimum(q[0], q[1]), larger = at::maximum(q[0], q[1]);
    double apart = 0, apart_from_mutant = 0;
    for (int i = 0; i < n; ++i) {
      const double value = frozen->minQ(numbers(s[i]), numbers(a[i]));
      apart = std::max(apart, std::abs(value - smaller[i].item<double>()));
      apart_from_mutant = std::max(apart_from_mutant, std::abs(value - larger[i].item<double>()));
    }
    QVERIFY2(apart < 1e-5, qPrintable(QString::number(apart)));
    QVERIFY(apart_from_mutant > 1e-2);  // the larger of both is another number
  }

  void theFrozenCriticDoesNotFollowTheCritic() {
    nn::Noise noise(2, "test");
    agent::TwinCritic critic({3, 2, 16, 2}, noise);
    const auto frozen = critic.freeze();
    const std::vector<double> s{1, 2, 3}, a{0.5, -0.5};
    const double before = frozen->minQ(s, a);
    critic.parameters().values().zero_();
    QCOMPARE(frozen->minQ(s, a), before);
  }

  // Q_1 = s + 2a, Q_2 = 5 − a; controls of 2 … 6 are a = (u − 4)/2.
  void aPolicyRatesActionsInControlUnits() {
    const auto critic = std::make_shared<FrozenCritic>(
        std::array<FrozenCritic::Network, 2>{{{{2, 1, {1, 2}, {0}}}, {{2, 1, {0, -1}, {5}}}}});
    const agent::FrozenPolicy policy({{1, 2, {0, 0}, {0, 0}}}, {2.0}, {6.0}, -20, 2, critic);
    const std::vector<double> s{1};
    QCOMPARE(*policy.estimateValue(s, std::vector{6.0}), 3.0);  // min(1 + 2, 5 − 1)
    QCOMPARE(*policy.estimateValue(s, std::vector{2.0}), -1.0);
    QCOMPARE(*policy.estimateValue(std::vector{9.0}, std::vector{4.0}), 5.0);  // the second is the smaller one
    const agent::FrozenPolicy alone({{1, 2, {0, 0}, {0, 0}}}, {2.0}, {6.0}, -20, 2);
    QVERIFY(!alone.estimateValue(s, std::vector{6.0}));
  }

  void sizesThatDoNotFitAreRefused() {
    const FrozenCritic::Network one{{2, 1, {1, 2}, {0}}}, wide{{3, 1, {1, 2, 3}, {0}}}, two{{2, 2, {1, 2, 3, 4}, {0, 0}}};
    QVERIFY_EXCEPTION_THROWN(FrozenCritic({one, wide}), base::Error);
    QVERIFY_EXCEPTION_THROWN(FrozenCritic({one, two}), base::Error);
    QVERIFY_EXCEPTION_THROWN(FrozenCritic({one, {}}), base::Error);
    const auto critic = std::make_shared<FrozenCritic>(std::array{wide, wide});
    QVERIFY_EXCEPTION_THROWN(agent::FrozenPolicy({{1, 2, {0, 0}, {0, 0}}}, {-1}, {1}, -20, 2, critic), base::Error);
  }
};

QTEST_GUILESS_MAIN(FrozenCriticTest)
#include "frozen_critic_test.moc"
