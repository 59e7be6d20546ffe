#include "rollout/branched_rollout.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <QtTest>
#include <cmath>
#include <limits>

namespace {

const data::TransitionLayout kLayout{2, 1};

at::Tensor never(const at::Tensor& s_next) { return at::zeros({s_next.size(0)}, at::kBool); }

// Makes the networks' outputs independent of their inputs: mean [Δs, r] = `mean`, log-variance at its lower bound.
void makeConstant(model::GaussianEnsemble& ensemble, std::int64_t member, const at::Tensor& mean) {
  const at::NoGradGuard no_gradient;
  const std::int64_t last = ensemble.mlp().shape().layers() - 1;
  ensemble.mlp().weight(last)[member].zero_();
  at::Tensor bias = ensemble.mlp().bias(last)[member][0];
  bias.fill_(-100.0F);
  bias.narrow(0, 0, mean.size(0)).copy_(mean);
}

struct Fixture {
  nn::Noise noise{1, "test"};
  base::RandomStream starts{1, "starts"};
  model::GaussianEnsemble ensemble{{3, 2, 1, 8, 1}, false, noise};
  agent::Policy policy{{2, 1, 8, 1}, noise};
  data::ReplayBuffer env_buffer{kLayout, 100};
  data::ReplayBuffer model_buffer{kLayout, 1'000'000};

  Fixture() {
    for (int member = 0; member < 3; ++member) makeConstant(ensemble, member, at::tensor({1.0F, 0.0F, 0.5F}));
    env_buffer.push(at::zeros({10, kLayout.width()}));
  }
  rollout::RolloutStatistics run(rollout::Termination termination, std::int64_t branches, int k) {
    rollout::BranchedRollout rollout(ensemble, policy, std::move(termination), env_buffer, model_buffer, branches, k);
    while (rollout.step(starts, noise)) {}
    return rollout.statistics();
  }
};

}  // namespace

class BranchedRolloutTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void storesEveryStepOfEveryBranch() {
    Fixture f;
    const auto statistics = f.run(never, 9000, 3);  // more than two chunks
    QCOMPARE(statistics.branches, 9000);
    QCOMPARE(statistics.rows, 27000);
    QCOMPARE(f.model_buffer.size(), 27000);
    const data::TransitionBatch rows(kLayout, f.model_buffer.rows());
    // Δs = (1, 0), r = 0.5 with σ = e^{−5}: each step moves s_0 by 1.
    QVERIFY(at::allclose(rows.s_next.select(1, 0), rows.t.view(-1) + 1, 0, 0.1));
    QVERIFY(at::allclose(rows.r, at::full_like(rows.r, 0.5), 0, 0.1));
    QVERIFY((rows.a.abs() <= 1).all().item<bool>());
    QCOMPARE(rows.terminal.sum().item<double>(), 0.0);
  }

  // Terminates at s_0 > 1.5, in the second of five steps: stored with its flag, and nothing after it.
  void branchEndsWithItsTermination() {
    Fixture f;
    const auto terminated = [](const at::Tensor& s_next) { return s_next.select(1, 0) > 1.5; };
    const auto statistics = f.run(terminated, 100, 5);
    QCOMPARE(statistics.rows, 200);
    QCOMPARE(statistics.terminated, 100);
    const data::TransitionBatch rows(kLayout, f.model_buffer.rows());
    QVERIFY(at::equal(rows.terminal, (rows.t == 1).to(at::kFloat)));
    QVERIFY((rows.s.select(1, 0) < 1.5).all().item<bool>());  // nobody goes on from a terminal state
  }

  void onlyElitesAreAsked() {
    Fixture f;
    makeConstant(f.ensemble, 1, at::tensor({-100.0F, 0.0F, 0.0F}));  // not an elite: its answer must never appear
    f.ensemble.elites = {0, 2};
    f.run(never, 500, 1);
    const data::TransitionBatch rows(kLayout, f.model_buffer.rows());
    QVERIFY((rows.s_next.select(1, 0) > 0).all().item<bool>());
  }

  // 3000 rows over two elites: each count is 1500 ± 27 (1 σ); 5 σ fails once in 10⁶ seeds.
  void elitesAreAskedEquallyOften() {
    Fixture f;
    makeConstant(f.ensemble, 2, at::tensor({-1.0F, 0.0F, 0.0F}));
    f.ensemble.elites = {0, 2};
    f.run(never, 3000, 1);
    const data::TransitionBatch rows(kLayout, f.model_buffer.rows());
    const auto positive = (rows.s_next.select(1, 0) > 0).sum().item<std::int64_t>();
    QVERIFY2(std::abs(positive - 1500) < 137, qPrintable(QString::number(positive)));
  }

  void predictionsThatAreNotFiniteNeverReachTheBuffer() {
    Fixture f;
    makeConstant(f.ensemble, 1, at::tensor({std::numeric_limits<float>::quiet_NaN(), 0.0F, 0.0F}));
    const auto statistics = f.run(never, 600, 2);
    QVERIFY(statistics.not_finite > 100);
    QVERIFY(at::isfinite(f.model_buffer.rows()).all().item<bool>());
  }

  void sampledNoiseHasThePredictedSpread() {
    Fixture f;
    const at::Tensor s = at::zeros({20000, 2});
    {
      const at::NoGradGuard no_gradient;
      for (int member = 0; member < 3; ++member) f.ensemble.mlp().bias(1)[member][0].narrow(0, 3, 3).fill_(-2.0F);
    }
    const auto expected = f.ensemble.predictMember(0, at::zeros({1, 3})).std[0][0].item<double>();
    const auto step = rollout::sampleModelStep(f.ensemble, s, at::zeros({20000, 1}), f.noise);
    const double spread = step.s_next.select(1, 1).std().item<double>();
    QVERIFY2(std::abs(spread / expected - 1.0) < 0.03, qPrintable(QString::number(spread / expected)));
  }

  void interruptedRolloutContinuesWhereItWas() {
    Fixture a;
    Fixture b;
    rollout::BranchedRollout whole(a.ensemble, a.policy, never, a.env_buffer, a.model_buffer, 5000, 2);
    while (whole.step(a.starts, a.noise)) {}
    rollout::BranchedRollout first(b.ensemble, b.policy, never, b.env_buffer, b.model_buffer, 5000, 2);
    first.step(b.starts, b.noise);
    rollout::BranchedRollout second(b.ensemble, b.policy, never, b.env_buffer, b.model_buffer, 5000, 2);
    second.restore(first.state());
    while (second.step(b.starts, b.noise)) {}
    QVERIFY(at::equal(a.model_buffer.rows(), b.model_buffer.rows()));
    // The restored one times its own steps only: its rows over its seconds, not all rows over them.
    QVERIFY(whole.rowsPerSecond() > 0 && second.rowsPerSecond() > 0);
    QCOMPARE(rollout::BranchedRollout(a.ensemble, a.policy, never, a.env_buffer, a.model_buffer, 5, 1).rowsPerSecond(), 0.0);
  }
};

QTEST_GUILESS_MAIN(BranchedRolloutTest)
#include "branched_rollout_test.moc"
