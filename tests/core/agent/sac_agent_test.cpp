#include "agent/sac_agent.h"

#include <ATen/ATen.h>

#include <QtTest>
#include <limits>

namespace {

const data::TransitionLayout kLayout{2, 1};

data::TransitionBatch randomBatch(nn::Noise& noise, std::int64_t n = 32) {
  at::Tensor rows = noise.normal({n, kLayout.width()});
  rows.select(1, kLayout.terminal()).zero_();
  return {kLayout, rows};
}

}  // namespace

class SacAgentTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // A bandit, every transition terminal, reward −(a − 0.5)²: the mean action must approach 0.5.
  void findsTheBestActionOfABandit() {
    nn::Noise noise(1, "test");
    agent::SacAgent sac({2, 1, 32, 2}, 0.2, noise);
    agent::AgentSettings settings;
    settings.actor_learning_rate = settings.critic_learning_rate = 3e-3;
    settings.automatic_alpha = false;
    sac.log_alpha.fill_(std::log(0.01));
    for (int i = 0; i < 1000; ++i) {
      at::Tensor rows = at::zeros({64, kLayout.width()});
      const at::Tensor a = noise.uniform({64}, -1, 1);
      rows.select(1, kLayout.action()).copy_(a);
      rows.select(1, kLayout.reward()).copy_(-(a - 0.5).square());
      rows.select(1, kLayout.terminal()).fill_(1);
      QVERIFY(sac.update({kLayout, rows}, settings, noise).finite);
    }
    const double mean = at::tanh(sac.policy.head(at::zeros({1, 2})).mean).item<double>();
    QVERIFY2(std::abs(mean - 0.5) < 0.1, qPrintable(QString::number(mean)));
  }

  void actorStepLeavesTheCriticsAlone() {
    nn::Noise noise(2, "test");
    agent::SacAgent sac({2, 1, 16, 2}, 1.0, noise);
    agent::AgentSettings settings;
    settings.critic_learning_rate = 0;
    const at::Tensor critics = sac.critic.parameters().values().clone();
    const at::Tensor policy = sac.policy.parameters().values().clone();
    sac.update(randomBatch(noise), settings, noise);
    QVERIFY(at::equal(critics, sac.critic.parameters().values()));
    QVERIFY(!at::equal(policy, sac.policy.parameters().values()));
    // And the critics' own gradient must work again afterwards.
    settings.critic_learning_rate = 1e-3;
    sac.update(randomBatch(noise), settings, noise);
    QVERIFY(!at::equal(critics, sac.critic.parameters().values()));
  }

  void targetsFollowAtTheirInterval() {
    nn::Noise noise(3, "test");
    agent::SacAgent sac({2, 1, 16, 2}, 1.0, noise);
    agent::AgentSettings settings;
    settings.target_update_interval = 3;
    const at::Tensor before = sac.critic.targetParameters().values().clone();
    sac.update(randomBatch(noise), settings, noise);
    sac.update(randomBatch(noise), settings, noise);
    QVERIFY(at::equal(before, sac.critic.targetParameters().values()));
    sac.update(randomBatch(noise), settings, noise);
    QVERIFY(!at::equal(before, sac.critic.targetParameters().values()));
  }

  void batchThatIsNotFiniteIsNamedAndChangesNothing() {
    nn::Noise noise(4, "test");
    agent::SacAgent sac({2, 1, 16, 2}, 1.0, noise);
    auto batch = randomBatch(noise);
    batch.rows[0][kLayout.reward()] = std::numeric_limits<float>::quiet_NaN();
    const at::Tensor critics = sac.critic.parameters().values().clone();
    const at::Tensor policy = sac.policy.parameters().values().clone();
    QVERIFY(!sac.update(batch, {}, noise).finite);
    QVERIFY(at::equal(critics, sac.critic.parameters().values()));
    QVERIFY(at::equal(policy, sac.policy.parameters().values()));
    QVERIFY(sac.update(randomBatch(noise), {}, noise).finite);
  }

  void automaticTemperatureMovesTowardsTheTargetEntropy() {
    nn::Noise noise(5, "test");
    agent::SacAgent sac({2, 1, 16, 2}, 1.0, noise);
    agent::AgentSettings settings;
    settings.target_entropy = 50;  // out of reach: α must grow
    const auto first = sac.update(randomBatch(noise), settings, noise);
    QVERIFY(first.entropy < 50);
    QVERIFY(sac.log_alpha.item<double>() > 0);
  }
};

QTEST_GUILESS_MAIN(SacAgentTest)
#include "sac_agent_test.moc"
