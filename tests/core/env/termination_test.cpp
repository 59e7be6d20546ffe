#include "env/termination.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/tensor.h>

#include <cmath>
#include <limits>

#include "env/batched_task.h"
#include "env/environment.h"
#include "reference.h"

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();

bool batchedTerminated(const env::BatchedTask& task, std::vector<double> s, at::ScalarType type = at::kFloat) {
  return task.terminated(at::tensor(at::ArrayRef<double>(s), at::kDouble).to(type).view({1, -1})).item<bool>();
}

std::vector<double> healthyObservation(const std::string& task) {
  return reference(task, "trace").at("observation0").get<std::vector<double>>();
}

}  // namespace

class TerminationTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void boundsAreIncludedOrNotAsWritten() {
    env::HealthyRange closed{{}, 0.2, 1.0, true, true}, open{{}, 0.2, 1.0, false, false};
    QVERIFY(env::isWithin(closed, 0.2) && env::isWithin(closed, 1.0) && env::isWithin(open, 0.5));
    QVERIFY(!env::isWithin(open, 0.2) && !env::isWithin(open, 1.0) && !env::isWithin(closed, 1.0000001));
    QVERIFY(!env::isWithin(closed, kNan) && !env::isWithin({}, kNan) && env::isWithin({}, 1e300));
  }

  /// One row per threshold: the observation that moves, its column, a healthy and an unhealthy value beside the bound.
  void everyThresholdIsWhereGymnasiumHasIt_data() {
    QTest::addColumn<QString>("task");
    QTest::addColumn<int>("column");
    QTest::addColumn<double>("healthy");
    QTest::addColumn<double>("unhealthy");
    QTest::newRow("pole right") << "inverted_pendulum" << 1 << 0.2 << 0.2001;
    QTest::newRow("pole left") << "inverted_pendulum" << 1 << -0.2 << -0.2001;
    QTest::newRow("hopper low") << "hopper" << 0 << 0.7001 << 0.7;
    QTest::newRow("hopper high is fine") << "hopper" << 0 << 50.0 << 0.5;
    QTest::newRow("hopper leans forward") << "hopper" << 1 << 0.1999 << 0.2;
    QTest::newRow("hopper leans back") << "hopper" << 1 << -0.1999 << -0.2;
    QTest::newRow("hopper joint") << "hopper" << 2 << -99.9 << -100.0;
    QTest::newRow("hopper speed") << "hopper" << 10 << 99.9 << 100.0;
    QTest::newRow("hopper backward speed") << "hopper" << 5 << -99.9 << -100.0;
    QTest::newRow("walker low") << "walker2d" << 0 << 0.8001 << 0.8;
    QTest::newRow("walker high") << "walker2d" << 0 << 1.9999 << 2.0;
    QTest::newRow("walker leans") << "walker2d" << 1 << 0.9999 << 1.0;
    QTest::newRow("ant low") << "ant" << 0 << 0.2 << 0.1999;
    QTest::newRow("ant high") << "ant" << 0 << 1.0 << 1.0001;
    QTest::newRow("humanoid low") << "humanoid" << 0 << 1.0001 << 1.0;
    QTest::newRow("humanoid high") << "humanoid" << 0 << 1.9999 << 2.0;
  }
  void everyThresholdIsWhereGymnasiumHasIt() {
    QFETCH(QString, task);
    QFETCH(int, column);
    QFETCH(double, healthy);
    QFETCH(double, unhealthy);
    const auto batched = env::BatchedTask::load(task.toStdString());
    std::vector<double> s = healthyObservation(task.toStdString());
    s[static_cast<std::size_t>(column)] = healthy;
    QVERIFY(!batchedTerminated(batched, s));
    s[static_cast<std::size_t>(column)] = unhealthy;
    QVERIFY(batchedTerminated(batched, s));
  }

  /// The well-known slip |(s < 100)| instead of |s| < 100 lets large negative values pass. On this state they differ.
  void hoppersBoundOf100IsOnTheAbsoluteValue() {
    const auto batched = env::BatchedTask::load("hopper");
    std::vector<double> s = healthyObservation("hopper");
    s[3] = -150;
    const bool mutant_is_healthy = std::all_of(s.begin() + 1, s.end(), [](double x) { return std::abs(x < 100) != 0; });
    QVERIFY(mutant_is_healthy);
    QVERIFY(batchedTerminated(batched, s));

    const auto environment = env::makeEnvironment("hopper");
    env::BodyState state = environment->bodyState();
    state.qvel[5] = -1e4;  // the foot spins backwards
    environment->resetTo(state.qpos, state.qvel);
    QVERIFY(environment->step(std::vector<double>{0, 0, 0}).terminated);
  }

  void nonFinitePredictionsAreTerminatedInEveryTask_data() { addTaskRows(); }
  void nonFinitePredictionsAreTerminatedInEveryTask() {
    QFETCH(QString, task);
    const auto batched = env::BatchedTask::load(task.toStdString());
    const std::vector<double> s = healthyObservation(task.toStdString());
    QVERIFY(!batchedTerminated(batched, s));
    for (std::size_t column = 0; column < s.size(); ++column) {
      for (const double bad : {kNan, kInfinity, -kInfinity}) {
        std::vector<double> broken = s;
        broken[column] = bad;
        QVERIFY(batchedTerminated(batched, broken));
      }
    }
  }

  /// Random rollouts through many terminations, in float32 as buffers hold them. A place's bound (the double
  /// pendulum's tip) may differ in the step that crosses it, because MuJoCo's places lag by one integrator stage.
  void theBatchedFormAgreesWithTheRealEpisodes_data() { addTaskRows(); }
  void theBatchedFormAgreesWithTheRealEpisodes() {
    QFETCH(QString, task);
    const auto batched = env::BatchedTask::load(task.toStdString());
    const auto environment = env::makeEnvironment(task.toStdString());
    base::RandomStream random(11, "rollouts");
    std::vector<double> rows;
    std::vector<bool> scalar;
    while (scalar.size() < 3000) {
      environment->reset(random);
      for (int t = 0; t < 60; ++t) {
        std::vector<double> action;
        for (int i = 0; i < environment->actionSize(); ++i) {
          action.push_back(random.uniform(environment->actionLow()[i], environment->actionHigh()[i]));
        }
        const env::StepResult result = environment->step(action);
        rows.insert(rows.end(), result.observation.begin(), result.observation.end());
        scalar.push_back(result.terminated);
        if (result.terminated && t % 2 == 0) break;  // and sometimes on past the end
      }
    }
    const auto count = static_cast<std::int64_t>(scalar.size());
    const at::Tensor s = at::tensor(at::ArrayRef<double>(rows), at::kDouble).view({count, -1}).to(at::kFloat);
    const at::Tensor found = batched.terminated(s);
    int terminated = 0, different = 0;
    for (std::int64_t i = 0; i < count; ++i) {
      terminated += scalar[static_cast<std::size_t>(i)];
      different += found[i].item<bool>() != scalar[static_cast<std::size_t>(i)];
    }
    qInfo("%-25s %d of %d rows terminated, %d differ", qPrintable(task), terminated, static_cast<int>(count),
          different);
    QVERIFY(terminated > 0 || QStringList({"half_cheetah", "swimmer", "reacher"}).contains(task));
    QCOMPARE(different, 0);
  }
};

QTEST_GUILESS_MAIN(TerminationTest)
#include "termination_test.moc"
