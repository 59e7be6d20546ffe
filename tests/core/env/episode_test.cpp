#include <algorithm>
#include <cmath>
#include <limits>

#include "env/environment.h"
#include "env/mujoco_model.h"
#include "reference.h"

namespace {

std::vector<double> randomAction(const env::Environment& environment, base::RandomStream& random) {
  std::vector<double> action;
  for (int i = 0; i < environment.actionSize(); ++i) {
    action.push_back(random.uniform(environment.actionLow()[i], environment.actionHigh()[i]));
  }
  return action;
}

bool allFinite(std::span<const double> values) {
  return std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
}

}  // namespace

class EpisodeTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void theTimeLimitTruncatesWithoutTerminating() {
    const auto environment = env::makeEnvironment("reacher");
    QCOMPARE(environment->timeLimit(), 50);
    base::RandomStream random(1, "limit");
    environment->reset(random);
    for (int t = 1; t <= 50; ++t) {
      const env::StepResult result = environment->step(randomAction(*environment, random));
      QCOMPARE(result.truncated, t == 50);
      QVERIFY(!result.terminated);
      QCOMPARE(environment->stepsInEpisode(), t);
    }
    environment->reset(random);
    QCOMPARE(environment->stepsInEpisode(), 0);
  }

  void theEpisodeLengthsAreGymnasiums() {
    for (const std::string& task : kTasks) {
      QCOMPARE(env::makeEnvironment(task)->timeLimit(), task == "reacher" ? 50 : 1000);
    }
  }

  /// A broken action or state ends the episode, is counted, and leaves a finite observation and a usable environment.
  void unstablePhysicsEndsTheEpisodeAndIsCounted_data() { addTaskRows(); }
  void unstablePhysicsEndsTheEpisodeAndIsCounted() {
    QFETCH(QString, task);
    const auto environment = env::makeEnvironment(task.toStdString());
    base::RandomStream random(3, "unstable");
    const std::span<const double> first = environment->reset(random);
    const std::vector<double> s_0(first.begin(), first.end());
    for (const double bad : {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), 1e11}) {
      std::vector<double> action(static_cast<std::size_t>(environment->actionSize()), 0.0);
      action.back() = bad;
      const env::StepResult result = environment->step(action);
      QVERIFY(result.unstable && result.terminated && !result.truncated);
      QVERIFY(std::isfinite(result.reward));
      QVERIFY(std::ranges::equal(result.observation, s_0));
    }
    QCOMPARE(environment->unstableEpisodes(), 3L);
    environment->reset(random);
    QVERIFY(!environment->step(randomAction(*environment, random)).unstable);
  }

  void aStateThatExplodesIsCaughtBeforeMujocoResetsIt() {
    const auto environment = env::makeEnvironment("half_cheetah");
    env::BodyState state = environment->bodyState();
    std::ranges::fill(state.qvel, 1e9);
    environment->resetTo(state.qpos, state.qvel);
    env::StepResult result;
    for (int t = 0; t < 100 && !result.unstable; ++t) result = environment->step(std::vector<double>(6, 0.0));
    QVERIFY(result.unstable && result.terminated);
    QVERIFY(allFinite(result.observation));
    QVERIFY(environment->bodyState().time >= 0 && environment->bodyState().qvel != std::vector<double>(9, 0.0));
    QCOMPARE(environment->unstableEpisodes(), 1L);
    QVERIFY(!QFile::exists("MUJOCO_LOG.TXT"));
    env::takeMujocoWarnings();
  }

  void restoringContinuesBitForBit_data() { addTaskRows(); }
  void restoringContinuesBitForBit() {
    QFETCH(QString, task);
    const auto original = env::makeEnvironment(task.toStdString()), copy = env::makeEnvironment(task.toStdString());
    base::RandomStream random(5, "restore");
    original->reset(random);
    for (int t = 0; t < 30; ++t) original->step(randomAction(*original, random));
    const std::span<const double> restored = copy->restore(original->bodyState(), original->stepsInEpisode());
    QCOMPARE(copy->stepsInEpisode(), 30);
    const std::vector<double> here(restored.begin(), restored.end());
    for (int t = 0; t < 19; ++t) {
      const std::vector<double> action = randomAction(*original, random);
      const env::StepResult a = original->step(action), b = copy->step(action);
      QVERIFY(std::ranges::equal(a.observation, b.observation));
      QCOMPARE(a.reward, b.reward);
      QCOMPARE(a.terminated, b.terminated);
      QCOMPARE(original->bodyState().time, copy->bodyState().time);
    }
    QVERIFY(allFinite(here));
  }

  /// Without what the simulator carries along, a restored run still agrees to the solver's tolerance.
  void restoringTheJointsAloneIsNearlyExact() {
    const auto original = env::makeEnvironment("hopper"), copy = env::makeEnvironment("hopper");
    base::RandomStream random(5, "restore");
    original->reset(random);
    for (int t = 0; t < 8; ++t) original->step(randomAction(*original, random));
    env::BodyState state = original->bodyState();
    state.carried.clear();
    copy->restore(state, 8);
    const std::vector<double> action = randomAction(*original, random);
    const env::StepResult a = original->step(action), b = copy->step(action);
    for (std::size_t i = 0; i < a.observation.size(); ++i)
      QVERIFY(std::abs(a.observation[i] - b.observation[i]) < 1e-6);
  }

  void statesOfTheWrongSizeOrWithoutMeaningAreRefused() {
    const auto environment = env::makeEnvironment("hopper");
    const std::vector<double> five(5, 0.0), six(6, 0.0);
    VERIFY_MESSAGE(errorOf([&] { environment->resetTo(five, six); }), "hopper", "qpos needs 6 numbers, found 5");
    VERIFY_MESSAGE(errorOf([&] { environment->resetTo(six, five); }), "qvel needs 6 numbers, found 5");
    VERIFY_MESSAGE(errorOf([&] { environment->step(five); }), "action needs 3 numbers, found 5");
    const std::vector<double> nan(6, std::numeric_limits<double>::quiet_NaN());
    VERIFY_MESSAGE(errorOf([&] { environment->resetTo(nan, six); }), "not finite");
    env::BodyState state = environment->bodyState();
    state.carried.pop_back();
    VERIFY_MESSAGE(errorOf([&] { environment->restore(state, 0); }), "carried needs");
  }

  /// Moments of 4000 resets: a uniform in ±c has standard deviation c/√3, and never leaves ±c.
  void theResetNoiseIsGymnasiums_data() {
    QTest::addColumn<QString>("task");
    QTest::addColumn<double>("qpos_scale");
    QTest::addColumn<double>("qvel_scale");
    QTest::addColumn<bool>("qvel_is_normal");
    QTest::newRow("inverted_pendulum") << "inverted_pendulum" << 0.01 << 0.01 << false;
    QTest::newRow("inverted_double_pendulum") << "inverted_double_pendulum" << 0.1 << 0.1 << true;
    QTest::newRow("hopper") << "hopper" << 0.005 << 0.005 << false;
    QTest::newRow("walker2d") << "walker2d" << 0.005 << 0.005 << false;
    QTest::newRow("half_cheetah") << "half_cheetah" << 0.1 << 0.1 << true;
    QTest::newRow("swimmer") << "swimmer" << 0.1 << 0.1 << false;
    QTest::newRow("reacher") << "reacher" << 0.1 << 0.005 << false;
    QTest::newRow("ant") << "ant" << 0.1 << 0.1 << true;
    QTest::newRow("humanoid") << "humanoid" << 0.01 << 0.01 << false;
  }
  void theResetNoiseIsGymnasiums() {
    QFETCH(QString, task);
    QFETCH(double, qpos_scale);
    QFETCH(double, qvel_scale);
    QFETCH(bool, qvel_is_normal);
    const auto environment = env::makeEnvironment(task.toStdString());
    const std::vector<double> pose = environment->bodyState().qpos;  // a new environment stands in the model's pose
    base::RandomStream random(17, "reset");
    const int count = 4000;
    double q = 0, qq = 0, q_most = 0, v = 0, vv = 0, v_most = 0;
    for (int i = 0; i < count; ++i) {
      environment->reset(random);
      const env::BodyState state = environment->bodyState();
      const double dq = state.qpos[0] - pose[0], dv = state.qvel[0];
      q += dq / count, qq += dq * dq / count, q_most = std::max(q_most, std::abs(dq));
      v += dv / count, vv += dv * dv / count, v_most = std::max(v_most, std::abs(dv));
    }
    const double q_deviation = qpos_scale / std::sqrt(3.0);
    const double v_deviation = qvel_is_normal ? qvel_scale : qvel_scale / std::sqrt(3.0);
    const double mean_error = 5 / std::sqrt(count), spread_error = 0.08;  // five standard errors
    QVERIFY(std::abs(q) < mean_error * q_deviation && std::abs(v) < mean_error * v_deviation);
    QVERIFY(std::abs(std::sqrt(qq) / q_deviation - 1) < spread_error);
    QVERIFY(std::abs(std::sqrt(vv) / v_deviation - 1) < spread_error);
    QVERIFY(q_most <= qpos_scale && q_most > 0.98 * qpos_scale);
    QVERIFY(qvel_is_normal ? v_most > 2.5 * qvel_scale : v_most <= qvel_scale);
  }

  /// Uniform in a disc: the mean squared radius is R²/2, and the goal rests.
  void reachersGoalIsUniformInItsDisc() {
    const auto environment = env::makeEnvironment("reacher");
    base::RandomStream random(19, "goal");
    const int count = 4000;
    double mean_square = 0, most = 0;
    for (int i = 0; i < count; ++i) {
      environment->reset(random);
      const env::BodyState state = environment->bodyState();
      const double square = state.qpos[2] * state.qpos[2] + state.qpos[3] * state.qpos[3];
      mean_square += square / count;
      most = std::max(most, std::sqrt(square));
      QVERIFY(state.qvel[2] == 0 && state.qvel[3] == 0);
    }
    QVERIFY(most < 0.2 && most > 0.195);
    QVERIFY(std::abs(mean_square - 0.02) < 0.001);
  }
};

QTEST_GUILESS_MAIN(EpisodeTest)
#include "episode_test.moc"
