#include "study/policy_measurement.h"

#include <QtTest>
#include <cmath>

#include "linear_world.h"
#include "support/one_dimension.h"

namespace {

constexpr std::int64_t kMembers = 2;
constexpr double kSmall = 1e-4;  // a model's spread that is nothing beside the kernel

agent::AgentShape shape() { return {1, 1, 16, 1}; }

// π_D, a policy moved away from it, and all that both are measured by.
struct Bench {
  nn::Noise noise{3, "bench"};
  agent::Policy behaviour{shape(), noise}, moved{shape(), noise};
  LinearWorld world;
  study::Yardstick yardstick;

  explicit Bench(double rho = 1) {
    yardstick.environment = &world;
    yardstick.action_low = {-3};
    yardstick.action_high = {3};
    yardstick.behaviour_policy = &behaviour;
    yardstick.s = noise.normal({200, 1});
    yardstick.sigma_y = at::tensor({0.5F, 2.0F});
    yardstick.error.rho = {rho};
    yardstick.quota = {400, 5};
    yardstick.seed = 7;
  }

  study::StudyPoint measure(const agent::Policy& policy, const model::GaussianEnsemble& ensemble,
                            std::int64_t* steps = nullptr) const {
    study::PolicyMeasurement measurement(yardstick, policy, ensemble);
    while (measurement.step()) {
    }
    if (steps != nullptr) *steps = measurement.diagnosticSteps();
    return measurement.point();
  }
};

study::TransitionCollector play(LinearWorld& world, const agent::Policy& policy, study::Quota quota, const char* name) {
  study::TransitionCollector collector(world, policy.freeze({-3}, {3}), quota, 5, name);
  while (collector.step()) {
  }
  return collector;
}

}  // namespace

class PolicyMeasurementTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void piDHasMovedNowhere() {
    const Bench bench;
    support::PlantedEnsemble perfect(kMembers, 1, 1);
    plantLinearWorld(perfect, kMembers, 0, kSmall);
    const auto point = bench.measure(bench.behaviour, *perfect);
    QVERIFY(point.kl_max < 1e-9 && point.eps_pi_max < 1e-4);
    QVERIFY(bench.measure(bench.moved, *perfect).kl_mean > 0.01);
  }

  void aPerfectModelStaysRightHoweverFarThePolicyGoes() {
    const Bench bench;
    support::PlantedEnsemble perfect(kMembers, 1, 1);
    plantLinearWorld(perfect, kMembers, 0, kSmall);
    for (const agent::Policy* policy : {&bench.behaviour, &bench.moved}) {
      const auto point = bench.measure(*policy, *perfect);
      QVERIFY2(point.eps_m_prime.value < 1e-3, qPrintable(QString::number(point.eps_m_prime.value)));
      QVERIFY(point.rmse.value < 1e-5);
    }
  }

  // Wrong by b in one dimension everywhere: TV of N(y, (ρσ)²) and N(y + b, (ρσ)²) is 2Φ(b/(2ρσ)) − 1, whatever the
  // policy.
  void aConstantErrorIsMeasuredAsItsTotalVariation() {
    for (const double rho : {1.0, 0.5}) {
      const Bench bench(rho);
      support::PlantedEnsemble biased(kMembers, 1, 1);
      plantLinearWorld(biased, kMembers, 0.3, kSmall);
      const double expected = support::shiftedTotalVariation(0.3, 0.5 * rho);
      const auto point = bench.measure(bench.moved, *biased);
      QVERIFY2(std::abs(point.eps_m_prime_mean.value - expected) < 0.02,
               qPrintable(QString::number(point.eps_m_prime_mean.value) + " for " + QString::number(expected)));
      QVERIFY(point.eps_m_prime.value >= point.eps_m_prime_mean.value);
      QVERIFY(point.eps_m_prime_pac > point.eps_m_prime.value);
      // √(((0.3/0.5)² + 0)/2)
      QVERIFY(std::abs(point.rmse.value - 0.6 / std::sqrt(2.0)) < 1e-4);
    }
  }

  void everyPolicyIsMeasuredOnEnoughWholeEpisodes() {
    const Bench bench;
    support::PlantedEnsemble perfect(kMembers, 1, 1);
    plantLinearWorld(perfect, kMembers, 0, kSmall);
    std::int64_t steps = 0;
    const auto point = bench.measure(bench.moved, *perfect, &steps);
    QCOMPARE(point.rows, 400);
    QCOMPARE(point.episodes, 20);  // of 20 steps
    QCOMPARE(steps, 400);
  }

  void theSameSeedMeasuresTheSame() {
    const Bench bench;
    support::PlantedEnsemble biased(kMembers, 1, 1);
    plantLinearWorld(biased, kMembers, 0.2, 0.1);
    const auto one = bench.measure(bench.moved, *biased), two = bench.measure(bench.moved, *biased);
    QCOMPARE(one.eps_m_prime.value, two.eps_m_prime.value);
    QCOMPARE(one.rmse.value, two.rmse.value);
    QCOMPARE(one.return_mean, two.return_mean);
  }

  void collectedActionsAreNormalisedAndTimesBeginAnew() {
    Bench bench;
    const auto collector = play(bench.world, bench.behaviour, {50, 0}, "data");
    const at::Tensor rows = collector.rows();
    QVERIFY(collector.steps() >= 50 && rows.size(0) == collector.steps());
    const data::TransitionBatch batch({1, 1}, rows);
    QVERIFY(batch.a.abs().max().item<double>() <= 1.0);
    QVERIFY(batch.a.abs().max().item<double>() > 0.3);
    // s′ = 0.9 s + 0.5 a holds with the normalised action alone (a control of up to 3 would break it).
    QVERIFY((batch.s_next - 0.9 * batch.s - 0.5 * batch.a).abs().max().item<double>() < 1e-6);
    QCOMPARE(batch.t[0].item<int>(), 0);
    QCOMPARE(batch.t[20].item<int>(), 0);
    QCOMPARE(batch.t[19].item<int>(), 19);
    QCOMPARE(batch.terminal.sum().item<double>(), 0.0);
  }

  void anotherNameIsAnotherEpisode() {
    Bench bench;
    const at::Tensor one = play(bench.world, bench.behaviour, {40, 2}, "data").rows();
    QVERIFY(at::equal(one, play(bench.world, bench.behaviour, {40, 2}, "data").rows()));
    QVERIFY(!at::equal(one, play(bench.world, bench.behaviour, {40, 2}, "episodes").rows()));
  }
};

QTEST_GUILESS_MAIN(PolicyMeasurementTest)
#include "policy_measurement_test.moc"
