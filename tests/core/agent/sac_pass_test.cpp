#include "agent/sac_pass.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <QtTest>

#include "agent/actor_loss.h"
#include "agent/critic_loss.h"
#include "agent/sac_agent.h"
#include "agent/shift_penalty.h"
#include "support/task_sizes.h"

namespace {

double relativeError(const at::Tensor& got, const at::Tensor& wanted) {
  return ((got - wanted).abs().max() / wanted.abs().max()).item<double>();
}

data::TransitionBatch randomBatch(const data::TransitionLayout& layout, std::int64_t n, nn::Noise& noise) {
  at::Tensor rows = noise.normal({n, layout.width()});
  rows.narrow(1, layout.action(), layout.n_a).tanh_();
  at::Tensor terminal = rows.select(1, layout.terminal());
  terminal.copy_((terminal > 1.0).to(at::kFloat));
  return {layout, rows};
}

}  // namespace

class SacPassTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void lossesAndGradientsEqualAutograd_data() { support::addTaskSizes(); }
  void lossesAndGradientsEqualAutograd() {
    QFETCH(int, n_s);
    QFETCH(int, n_a);
    constexpr double kAlpha = 0.3, kDiscount = 0.97;
    nn::Noise noise(1, "test");
    agent::Policy policy({n_s, n_a, 256, 2}, noise);
    agent::TwinCritic critic({n_s, n_a, 256, 2}, noise);
    critic.targetParameters().values().add_(0.01 * noise.normal(critic.targetParameters().values().sizes()));
    const auto batch = randomBatch({n_s, n_a}, 256, noise);
    const at::Tensor epsilon_next = noise.normal(batch.a.sizes());
    const at::Tensor epsilon = noise.normal(batch.a.sizes());

    at::Tensor y;
    {
      const at::NoGradGuard no_gradient;
      const auto next = policy.sample(batch.s_next, epsilon_next);
      y = agent::calcCriticTarget(batch.r, batch.terminal, critic.targetQ(batch.s_next, next.a), next.log_pi, kAlpha,
                                  kDiscount);
    }
    const at::Tensor critic_loss = agent::calcCriticLoss(critic.q(batch.s, batch.a), y);
    critic_loss.backward();
    const at::Tensor critic_gradient = critic.parameters().gradient().clone();
    critic.parameters().requireGradient(false);
    const auto fresh = policy.sample(batch.s, epsilon);
    const at::Tensor actor_loss = agent::calcActorLoss(fresh.log_pi, critic.q(batch.s, fresh.a), kAlpha);
    critic.parameters().requireGradient(true);
    actor_loss.backward();
    const at::Tensor actor_gradient = policy.parameters().gradient().clone();

    for (const int size : {1, 2, 3}) {
      nn::ThreadTeam team(size);
      agent::SacPass pass(policy, critic, {nn::Engine::fast, nn::Precision::fp32, &team});
      critic.parameters().gradient().fill_(99.0F);
      policy.parameters().gradient().fill_(99.0F);
      const auto critics = pass.passCritics(batch, epsilon_next, kAlpha, kDiscount);
      pass.criticGradient().addUp();
      const auto actor = pass.passActor(batch, epsilon, kAlpha);
      pass.actorGradient().addUp();
      QVERIFY(std::abs(critics.loss / critic_loss.item<double>() - 1) < 1e-5);
      QVERIFY(std::abs(actor.loss - actor_loss.item<double>()) < 1e-5 * (1 + std::abs(actor_loss.item<double>())));
      QVERIFY(std::abs(actor.mean_log_pi - fresh.log_pi.mean().item<double>()) < 1e-4);
      const double critic_error = relativeError(critic.parameters().gradient(), critic_gradient);
      const double actor_error = relativeError(policy.parameters().gradient(), actor_gradient);
      QVERIFY2(critic_error < 1e-5, qPrintable(QString::number(critic_error)));
      QVERIFY2(actor_error < 1e-5, qPrintable(QString::number(actor_error)));
    }
  }

  // Conservative mode: the charge on the policy shift, in both engines.
  void shiftPenaltyGradientEqualsAutograd_data() { support::addTaskSizes(); }
  void shiftPenaltyGradientEqualsAutograd() {
    QFETCH(int, n_s);
    QFETCH(int, n_a);
    constexpr double kAlpha = 0.3;
    nn::Noise noise(6, "test");
    agent::Policy policy({n_s, n_a, 64, 2}, noise), behaviour({n_s, n_a, 64, 2}, noise);
    agent::TwinCritic critic({n_s, n_a, 64, 2}, noise);
    const auto batch = randomBatch({n_s, n_a}, 100, noise);
    const at::Tensor epsilon = noise.normal(batch.a.sizes());
    nn::ThreadTeam team(2);
    agent::SacPass pass(policy, critic, {nn::Engine::fast, nn::Precision::fp32, &team});
    pass.passActor(batch, epsilon, kAlpha);
    pass.actorGradient().addUp();
    const at::Tensor free_gradient = policy.parameters().gradient().clone();
    for (const double weight : {0.0, 0.5, 50.0}) {
      policy.parameters().zeroGradient();
      critic.parameters().requireGradient(false);
      const auto fresh = policy.sample(batch.s, epsilon);
      const at::Tensor shift = agent::calcShiftPenalty(policy.head(batch.s), behaviour.detachedHead(batch.s));
      const at::Tensor loss = agent::calcActorLoss(fresh.log_pi, critic.q(batch.s, fresh.a), kAlpha) + weight * shift;
      critic.parameters().requireGradient(true);
      loss.backward();
      const at::Tensor wanted = policy.parameters().gradient().clone();

      policy.parameters().gradient().fill_(99.0F);
      const auto actor = pass.passActor(batch, epsilon, kAlpha, {&behaviour, weight});
      pass.actorGradient().addUp();
      QVERIFY(std::abs(actor.loss - loss.item<double>()) < 1e-5 * (1 + std::abs(loss.item<double>())));
      const double error = relativeError(policy.parameters().gradient(), wanted);
      QVERIFY2(error < 2e-5, qPrintable(QString::number(error)));
      if (weight == 0) {
        QVERIFY(at::equal(policy.parameters().gradient(), free_gradient));  // bit for bit, and nothing was computed
        QCOMPARE(actor.shift, 0.0);
      } else {
        QVERIFY(std::abs(actor.shift - shift.item<double>()) < 1e-5);
      }
    }
  }

  // At π = π_D the root has no slope of its own: the gradient is the free one, not NaN.
  void shiftPenaltyIsSmoothWhereThePoliciesAgree() {
    nn::Noise noise(7, "test");
    agent::Policy policy({3, 2, 16, 2}, noise), behaviour({3, 2, 16, 2}, noise);
    behaviour.parameters().values().copy_(policy.parameters().values());
    agent::TwinCritic critic({3, 2, 16, 2}, noise);
    const auto batch = randomBatch({3, 2}, 32, noise);
    const at::Tensor epsilon = noise.normal(batch.a.sizes());
    nn::ThreadTeam team(1);
    agent::SacPass pass(policy, critic, {nn::Engine::fast, nn::Precision::fp32, &team});
    pass.passActor(batch, epsilon, 0.1);
    pass.actorGradient().addUp();
    const at::Tensor free_gradient = policy.parameters().gradient().clone();
    pass.passActor(batch, epsilon, 0.1, {&behaviour, 1000.0});
    pass.actorGradient().addUp();
    QVERIFY(at::equal(policy.parameters().gradient(), free_gradient));
  }

  // What the losses do not show: one long sequence of updates stays together.
  void hundredUpdatesEndWhereTheReferenceEndsToRounding() {
    at::Tensor policies[2], critics[2];
    nn::ThreadTeam team(2);
    for (int fast = 0; fast < 2; ++fast) {
      nn::Noise noise(2, "test");
      const nn::Compute compute{fast ? nn::Engine::fast : nn::Engine::reference, nn::Precision::fp32, &team};
      agent::SacAgent sac({3, 2, 16, 2}, 0.2, noise, compute);
      agent::Policy behaviour({3, 2, 16, 2}, noise);
      for (int i = 0; i < 100; ++i) {
        const double weight = i < 50 ? 0.0 : 0.3;  // conservative mode from the middle on
        QVERIFY(sac.update(randomBatch({3, 2}, 64, noise), {}, noise, {&behaviour, weight}).finite);
      }
      policies[fast] = sac.policy.parameters().values().clone();
      critics[fast] = sac.critic.targetParameters().values().clone();
    }
    QVERIFY(relativeError(policies[1], policies[0]) < 1e-3);
    QVERIFY(relativeError(critics[1], critics[0]) < 1e-3);
  }

  void sameTeamSizeRepeatsBitForBit() {
    at::Tensor values[2];
    for (auto& value : values) {
      nn::ThreadTeam team(3);
      nn::Noise noise(3, "test");
      agent::SacAgent sac({3, 2, 32, 2}, 0.2, noise, {nn::Engine::fast, nn::Precision::fp32, &team});
      for (int i = 0; i < 20; ++i) sac.update(randomBatch({3, 2}, 64, noise), {}, noise);
      value = sac.policy.parameters().values().clone();
    }
    QVERIFY(at::equal(values[0], values[1]));
  }

  // bf16 keeps eight bits of each factor: the direction stays, single entries do not.
  void bf16GradientPointsTheSameWay() {
    nn::Noise noise(4, "test");
    agent::Policy policy({11, 3, 256, 2}, noise);
    agent::TwinCritic critic({11, 3, 256, 2}, noise);
    const auto batch = randomBatch({11, 3}, 256, noise);
    const at::Tensor epsilon = noise.normal(batch.a.sizes());
    nn::ThreadTeam team(2);
    at::Tensor gradients[2];
    for (const auto precision : {nn::Precision::fp32, nn::Precision::bf16}) {
      agent::SacPass pass(policy, critic, {nn::Engine::fast, precision, &team});
      pass.passCritics(batch, epsilon, 0.2, 0.99);
      pass.criticGradient().addUp();
      gradients[static_cast<int>(precision)] = critic.parameters().gradient().clone();
    }
    const double cosine = (gradients[0].dot(gradients[1]) / (gradients[0].norm() * gradients[1].norm())).item<double>();
    QVERIFY2(cosine > 0.99, qPrintable(QString::number(cosine)));
    QVERIFY(!at::equal(gradients[0], gradients[1]));
  }

  void lossThatIsNotFiniteStopsTheUpdate() {
    nn::ThreadTeam team(2);
    nn::Noise noise(5, "test");
    agent::SacAgent sac({2, 1, 16, 2}, 1.0, noise, {nn::Engine::fast, nn::Precision::fp32, &team});
    const auto batch = randomBatch({2, 1}, 32, noise);
    batch.rows[3][0] = std::numeric_limits<float>::quiet_NaN();
    const at::Tensor critics = sac.critic.parameters().values().clone();
    const at::Tensor policy = sac.policy.parameters().values().clone();
    QVERIFY(!sac.update(batch, {}, noise).finite);
    QVERIFY(at::equal(critics, sac.critic.parameters().values()));
    QVERIFY(at::equal(policy, sac.policy.parameters().values()));
    QVERIFY(sac.update(randomBatch({2, 1}, 32, noise), {}, noise).finite);
  }
};

QTEST_GUILESS_MAIN(SacPassTest)
#include "sac_pass_test.moc"
