#include "rollout/model_pass.h"

#include <ATen/ATen.h>
#include <c10/core/GradMode.h>

#include <QtTest>

#include "rollout/branched_rollout.h"
#include "support/task_sizes.h"

class ModelPassTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // Elite by elite, on inputs and targets with scales of their own.
  void stepEqualsTheReference_data() { support::addTaskSizes(); }
  void stepEqualsTheReference() {
    QFETCH(int, n_s);
    QFETCH(int, n_a);
    const at::NoGradGuard no_gradient;
    nn::Noise noise(1, "test");
    model::GaussianEnsemble ensemble({4, n_s, n_a, 64, 3}, false, noise);
    ensemble.elites = {2, 0, 3};
    ensemble.input = {noise.normal({n_s + n_a}), noise.normal({n_s + n_a}).abs() + 0.5};
    ensemble.target = {noise.normal({n_s + 1}), noise.normal({n_s + 1}).abs() + 0.5};
    const agent::Policy policy({n_s, n_a, 64, 2}, noise);
    constexpr std::int64_t kRows = 1000;  // several tiles of unequal size
    const at::Tensor s = noise.normal({kRows, n_s});
    const at::Tensor epsilon_a = noise.normal({kRows, n_a});
    const at::Tensor pick = noise.integers(3, {kRows});
    const at::Tensor epsilon_y = noise.normal({kRows, n_s + 1});

    const at::Tensor a = policy.sample(s, epsilon_a).a;
    at::Tensor y = at::empty({kRows, n_s + 1});
    for (std::int64_t elite = 0; elite < 3; ++elite) {
      const at::Tensor rows = at::nonzero(pick == elite).view(-1);
      const auto p = ensemble.predictMember(ensemble.elites[static_cast<std::size_t>(elite)],
                                            at::cat({s, a}, 1).index_select(0, rows));
      y.index_copy_(0, rows, p.mean + p.std * epsilon_y.index_select(0, rows));
    }
    at::Tensor first;
    for (const int size : {1, 2, 3}) {
      nn::ThreadTeam team(size);
      rollout::ModelPass pass(ensemble, policy, {nn::Engine::fast, nn::Precision::fp32, &team});
      const auto result = pass.step(s, epsilon_a, pick, epsilon_y);
      QVERIFY(at::allclose(result.a, a, 1e-5, 1e-5));
      QVERIFY(at::allclose(result.s_next, s + y.narrow(1, 0, n_s), 1e-4, 1e-4));
      QVERIFY(at::allclose(result.r, y.narrow(1, n_s, 1), 1e-4, 1e-4));
      if (first.defined()) QVERIFY(at::equal(first, result.s_next));  // tiles do not depend on the team
      first = result.s_next;
    }
  }

  void rolloutFillsTheBufferAsTheReferenceDoes() {
    const data::TransitionLayout layout{3, 2};
    at::Tensor rows[2];
    nn::ThreadTeam team(2);
    for (int fast = 0; fast < 2; ++fast) {
      nn::Noise noise(2, "test");
      base::RandomStream starts(2, "starts");
      const model::GaussianEnsemble ensemble({3, 3, 2, 16, 2}, false, noise);
      const agent::Policy policy({3, 2, 16, 2}, noise);
      data::ReplayBuffer env_buffer(layout, 100), model_buffer(layout, 100'000);
      env_buffer.push(noise.normal({50, layout.width()}));
      const auto fallen = [](const at::Tensor& s_next) { return s_next.select(1, 0) > 1.5; };
      rollout::BranchedRollout rollout(ensemble, policy, fallen, env_buffer, model_buffer, 5000, 3,
                                       {fast ? nn::Engine::fast : nn::Engine::reference, nn::Precision::fp32, &team});
      while (rollout.step(starts, noise)) {
      }
      QVERIFY(rollout.statistics().terminated > 0);
      rows[fast] = model_buffer.rows();
    }
    QCOMPARE(rows[1].size(0), rows[0].size(0));
    QVERIFY(at::allclose(rows[1], rows[0], 1e-3, 1e-3));
  }
};

QTEST_GUILESS_MAIN(ModelPassTest)
#include "model_pass_test.moc"
