#include <ATen/ATen.h>

#include <QtTest>
#include <cmath>

#include "agent/actor_loss.h"
#include "agent/critic_loss.h"
#include "agent/policy.h"
#include "agent/shift_penalty.h"
#include "agent/temperature_loss.h"
#include "agent/twin_critic.h"
#include "support/gradients.h"

class LossesTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // r = 1, γ = 0.9, Q̄ = (5, 4), log π = −2, α = 0.5: y = 1 + 0.9 (4 + 1) = 5.5; terminal: y = 1.
  void criticTargetByHand() {
    const auto target = [](double terminal) {
      return agent::calcCriticTarget(at::ones({1, 1}), at::full({1, 1}, terminal, at::kFloat),
                                     at::tensor({5.0F, 4.0F}).view({2, 1, 1}), at::full({1, 1}, -2.0F), 0.5, 0.9)
          .item<double>();
    };
    QVERIFY(std::abs(target(0) - 5.5) < 1e-6);
    QVERIFY(std::abs(target(1) - 1.0) < 1e-6);
    // Mutants: maximum of the twins (6.4), entropy with the wrong sign (3.7), no entropy (4.6).
    for (const double mutant : {6.4, 3.7, 4.6}) QVERIFY(std::abs(target(0) - mutant) > 0.5);
  }

  // Q = ((1, 3), (2, 2)), y = (0, 1): ½·(1 + 4)/2 + ½·(4 + 1)/2 = 2.5.
  void criticLossByHand() {
    const at::Tensor q = at::tensor({1.0F, 3.0F, 2.0F, 2.0F}).view({2, 2, 1});
    const at::Tensor y = at::tensor({0.0F, 1.0F}).view({2, 1});
    QCOMPARE(agent::calcCriticLoss(q, y).item<double>(), 2.5);
  }

  // α log π − min Q: 0.5·(−2) − 4 = −5 and 0.5·1 − 1 = −0.5, mean −2.75.
  void actorLossByHand() {
    const at::Tensor log_pi = at::tensor({-2.0F, 1.0F}).view({2, 1});
    const at::Tensor q = at::tensor({5.0F, 1.0F, 4.0F, 3.0F}).view({2, 2, 1});
    QCOMPARE(agent::calcActorLoss(log_pi, q, 0.5).item<double>(), -2.75);
  }

  void temperatureRisesWhenEntropyIsBelowTarget() {
    // Entropy −mean log π = −1 lies below the target 0: log α must grow, so its gradient is negative.
    QVERIFY(agent::calcTemperatureGradient(1.0, 0.0) < 0);
    QVERIFY(agent::calcTemperatureGradient(-1.0, 0.0) > 0);
    const double h = 1e-6;
    const double difference = (agent::calcTemperatureLoss(0.3 + h, 1.2, -0.5) - agent::calcTemperatureLoss(0.3 - h, 1.2, -0.5)) / (2 * h);
    QVERIFY(std::abs(difference - agent::calcTemperatureGradient(1.2, -0.5)) < 1e-8);
  }

  void criticGradientMatchesFiniteDifferences() {
    nn::Noise noise(1, "test");
    agent::TwinCritic critic({3, 2, 8, 2}, noise);
    const at::Tensor s = noise.normal({64, 3});
    const at::Tensor a = noise.uniform({64, 2}, -1, 1);
    const at::Tensor y = noise.normal({64, 1});
    const auto loss = [&] { return agent::calcCriticLoss(critic.q(s, a), y); };
    critic.parameters().zeroGradient();
    loss().backward();
    const double error = support::worstGradientError(critic.parameters().values(), critic.parameters().gradient(),
                                                     [&] { return loss().item<double>(); }, 80, 1e-3);
    QVERIFY2(error < 5e-2, qPrintable(QString::number(error)));
  }

  // Δμ = 0.3, σ = σ_D = 1: KL = 0.045, √(KL/2) = 0.15; σ = 2, σ_D = 1, Δμ = 0: KL = −log 2 + 1.5 = 0.80685, root
  // 0.63515.
  void shiftPenaltyByHand() {
    const auto head = [](double mean, double std) {
      return agent::GaussianHead{at::full({1, 1}, mean), at::full({1, 1}, std::log(std))};
    };
    const auto penalty = [&](double mean, double std) {
      return agent::calcShiftPenalty(head(mean, std), head(0, 1)).item<double>();
    };
    QVERIFY(std::abs(penalty(0.3, 1) - 0.15) < 1e-6);
    QVERIFY(std::abs(penalty(0, 2) - 0.63515) < 1e-5);
    // Mutants: the reverse KL (0.3986 for σ = 2), the root of KL without its half (0.2121 for Δμ).
    QVERIFY(std::abs(penalty(0, 2) - 0.3986) > 0.1 && std::abs(penalty(0.3, 1) - 0.2121) > 0.05);
    QVERIFY(penalty(0, 1) <= 1.0001e-4);
  }

  void shiftPenaltyGradientMatchesFiniteDifferences() {
    nn::Noise noise(3, "test");
    agent::Policy policy({3, 2, 8, 2}, noise), behaviour({3, 2, 8, 2}, noise);
    const at::Tensor s = noise.normal({64, 3});
    const auto loss = [&] { return agent::calcShiftPenalty(policy.head(s), behaviour.detachedHead(s)); };
    policy.parameters().zeroGradient();
    loss().backward();
    const double error = support::worstGradientError(
        policy.parameters().values(), policy.parameters().gradient(), [&] { return loss().item<double>(); }, 80, 1e-3);
    QVERIFY2(error < 5e-2, qPrintable(QString::number(error)));
  }

  void actorGradientMatchesFiniteDifferences() {
    nn::Noise noise(2, "test");
    agent::Policy policy({3, 2, 8, 2}, noise);
    agent::TwinCritic critic({3, 2, 8, 2}, noise);
    const at::Tensor s = noise.normal({64, 3});
    const at::Tensor epsilon = noise.normal({64, 2});
    const auto loss = [&] {
      const auto fresh = policy.sample(s, epsilon);
      return agent::calcActorLoss(fresh.log_pi, critic.q(s, fresh.a), 0.2);
    };
    policy.parameters().zeroGradient();
    loss().backward();
    const double error = support::worstGradientError(policy.parameters().values(), policy.parameters().gradient(),
                                                     [&] { return loss().item<double>(); }, 80, 1e-3);
    QVERIFY2(error < 5e-2, qPrintable(QString::number(error)));
  }
};

QTEST_GUILESS_MAIN(LossesTest)
#include "losses_test.moc"
