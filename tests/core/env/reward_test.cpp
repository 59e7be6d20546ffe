#include "env/reward.h"

#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include <cmath>

#include "env/batched_task.h"
#include "env/environment.h"
#include "reference.h"

namespace {

at::Tensor row(std::span<const double> values) {
  return at::tensor(at::ArrayRef<double>(values.data(), values.size()), at::kDouble).view({1, -1});
}

}  // namespace

class RewardTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theTermsHaveTheirHandWorkedValues() {
    QCOMPARE(env::rate(1.0, 1.5, 0.25), 2.0);
    QCOMPARE(env::rate(1.5, 1.0, 0.25), -2.0);
    QCOMPARE(env::squaredDeviation(std::vector<double>{1.0, 4.0}, 2.0), 5.0);  // (1−2)² + (4−2)²
    QCOMPARE(env::squaredAction(std::vector<double>{3.0, -4.0}), 25.0);
    QCOMPARE(env::norm(std::vector<double>{3.0, -4.0}), 5.0);
  }

  /// −‖fingertip − target‖ is taken before the step. The mutant, after the step, misses the trace by far.
  void reachersDistanceIsTheOneBeforeTheStep() {
    const nlohmann::json trace = reference("reacher", "trace");
    auto s = trace.at("observation0").get<std::vector<double>>();
    double largest = 0, mutant = 0;
    for (const nlohmann::json& step : trace.at("steps")) {
      const auto a = step.at("action").get<std::vector<double>>();
      const auto s_next = step.at("observation").get<std::vector<double>>();
      const double cost = env::squaredAction(a), r = step.at("reward").get<double>();
      largest = std::max(largest, std::abs(-std::hypot(s[8], s[9], s[10]) - cost - r));
      mutant = std::max(mutant, std::abs(-std::hypot(s_next[8], s_next[9], s_next[10]) - cost - r));
      s = s_next;
    }
    QVERIFY(largest < 1e-12);
    QVERIFY(mutant > 1e-3);
  }

  /// hopper: the control cost counts the action as given, while the motors saturate at ±1.
  void anActionBeyondTheControlRangeCostsItsFullSize() {
    const auto environment = env::makeEnvironment("hopper");
    const env::BodyState start = environment->bodyState();
    const double saturated = environment->step(std::vector<double>{1, -1, 1}).reward;
    environment->restore(start, 0);
    const double beyond = environment->step(std::vector<double>{5, -5, 5}).reward;
    QVERIFY(std::abs((saturated - beyond) - 1e-3 * (75 - 3)) < 1e-12);
  }

  void theRewardIsKnownOnlyWhereItsQuantitiesAreObserved_data() { addTaskRows(); }
  void theRewardIsKnownOnlyWhereItsQuantitiesAreObserved() {
    QFETCH(QString, task);
    const auto batched = env::BatchedTask::load(task.toStdString());
    const bool known = QStringList{"inverted_pendulum", "inverted_double_pendulum", "reacher"}.contains(task);
    QCOMPARE(batched.rewardIsKnown(), known);
    QCOMPARE(batched.whyRewardIsUnknown().empty(), known);
    if (!known) VERIFY_MESSAGE(QString::fromStdString(batched.whyRewardIsUnknown()), "not a function of (s, a, s′)");
  }

  /// The double pendulum's tip is where s′ puts it; MuJoCo's lags by one integrator stage, which moves the reward by
  /// less than 1e-4 while the poles are up. Its velocities are exact only within the observation's clip of ±10.
  void theBatchedRewardAgreesWithTheTraces_data() {
    QTest::addColumn<QString>("task");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("inverted_pendulum") << "inverted_pendulum" << 1e-12;
    QTest::newRow("inverted_double_pendulum") << "inverted_double_pendulum" << 1e-4;
    QTest::newRow("reacher") << "reacher" << 1e-12;
  }
  void theBatchedRewardAgreesWithTheTraces() {
    QFETCH(QString, task);
    QFETCH(double, tolerance);
    const nlohmann::json trace = reference(task.toStdString(), "trace");
    const auto batched = env::BatchedTask::load(task.toStdString());
    auto s = trace.at("observation0").get<std::vector<double>>();
    double largest = 0;
    for (const nlohmann::json& step : trace.at("steps")) {
      if (step.at("terminated")) break;
      const auto a = step.at("action").get<std::vector<double>>();
      const auto s_next = step.at("observation").get<std::vector<double>>();
      const double found = batched.reward(row(s), row(a), row(s_next)).item<double>();
      largest = std::max(largest, std::abs(found - step.at("reward").get<double>()));
      s = s_next;
    }
    qInfo("%s: worst difference %.3g", qPrintable(task), largest);
    QVERIFY(largest <= tolerance);
  }

  void theBatchedRewardKeepsTypeAndShape() {
    const auto batched = env::BatchedTask::load("reacher");
    const at::Tensor s = at::zeros({7, 11}, at::kFloat), a = at::zeros({7, 2}, at::kFloat);
    const at::Tensor r = batched.reward(s, a, s);
    QVERIFY(r.scalar_type() == at::kFloat && r.sizes() == at::IntArrayRef{7});
  }
};

QTEST_GUILESS_MAIN(RewardTest)
#include "reward_test.moc"
