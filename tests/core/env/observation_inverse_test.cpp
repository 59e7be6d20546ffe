// Bodies behind observations: from golden traces, from true trajectories, and of tasks that show too little.
#include "env/observation_inverse.h"

#include <QTemporaryDir>
#include <cmath>
#include <fstream>

#include "env/environment.h"
#include "env/task_info.h"
#include "reference.h"

namespace {

/// A true trajectory: bodies, and what was observed of them.
struct Trace {
  std::vector<env::BodyState> bodies;
  std::vector<std::vector<double>> observations;
  double seconds_per_step = 0;
};

Trace playGoldenTrace(const std::string& task) {
  const nlohmann::json trace = reference(task, "trace");
  const auto environment = env::makeEnvironment(task);
  Trace played;
  played.seconds_per_step = environment->secondsPerStep();
  const auto remember = [&](std::span<const double> s) {
    played.bodies.push_back(environment->bodyState());
    played.observations.emplace_back(s.begin(), s.end());
  };
  const auto qpos = trace.at("qpos0").get<std::vector<double>>(), qvel = trace.at("qvel0").get<std::vector<double>>();
  remember(environment->resetTo(qpos, qvel));
  for (const nlohmann::json& step : trace.at("steps")) {
    remember(environment->step(step.at("action").get<std::vector<double>>()).observation);
  }
  return played;
}

bool isIntegrated(const env::ObservationInverse& inverse, std::size_t i) {
  return std::ranges::find(inverse.integrated(), static_cast<int>(i)) != inverse.integrated().end();
}

/// A task file with hopper's body and other parts in its observation.
std::filesystem::path writeTask(const QTemporaryDir& folder, const std::string& observation) {
  const auto file = std::filesystem::path(folder.path().toStdString()) / "task.json";
  std::ofstream(file) << R"({"name": "own", "description": "", "model": ")" << env::modelPath("hopper").string()
                      << R"(", "frame_skip": 1, "time_limit": 100, "observation": [)" << observation
                      << R"(], "reward": [{"term": "alive", "weight": 1}]})";
  return file;
}

}  // namespace

class ObservationInverseTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everyTaskHasABody_data() { addTaskRows(); }
  void everyTaskHasABody() {
    QFETCH(QString, task);
    const auto inverse = env::ObservationInverse::load(task.toStdString());
    QVERIFY2(inverse.isPossible(), inverse.note().c_str());
    QVERIFY2(inverse.isComplete(), inverse.note().c_str());
  }

  // Seen positions come back to rounding; a quaternion may come back with its length changed in the last bit.
  void observationsOfTheGoldenTraceGiveTheBodyBack_data() { addTaskRows(); }
  void observationsOfTheGoldenTraceGiveTheBodyBack() {
    QFETCH(QString, task);
    const Trace trace = playGoldenTrace(task.toStdString());
    const auto inverse = env::ObservationInverse::load(task.toStdString());
    const auto bodies = inverse.bodiesAlong(trace.bodies.front(), trace.observations);
    QCOMPARE(bodies.size(), trace.bodies.size());
    double worst_position = 0, worst_velocity = 0;
    for (std::size_t t = 0; t < bodies.size(); ++t) {
      for (std::size_t i = 0; i < bodies[t].qpos.size(); ++i) {
        if (isIntegrated(inverse, i)) continue;
        worst_position = std::max(worst_position, std::abs(bodies[t].qpos[i] - trace.bodies[t].qpos[i]));
      }
      for (std::size_t i = 0; i < bodies[t].qvel.size(); ++i) {
        if (std::abs(trace.bodies[t].qvel[i]) > 10) continue;  // shown clipped by some tasks
        worst_velocity = std::max(worst_velocity, std::abs(bodies[t].qvel[i] - trace.bodies[t].qvel[i]));
      }
      QVERIFY(std::abs(bodies[t].time - trace.bodies[t].time) < 1e-9);
    }
    QVERIFY2(worst_position < 1e-12, qPrintable(QString::number(worst_position)));
    QVERIFY2(worst_velocity < 1e-9, qPrintable(QString::number(worst_velocity)));
  }

  // Physics steps within a control step vary the velocity; what the trapezium loses is bounded by how much, in all
  // Δt/2 Σ |v′ − v|. Where motion is smooth, the nearest wrong rules, which take one end alone, lose five times as much
  // over these 60 steps.
  void integratedPositionsStayWithinTheirBound_data() { addTaskRows(); }
  void integratedPositionsStayWithinTheirBound() {
    QFETCH(QString, task);
    const Trace trace = playGoldenTrace(task.toStdString());
    const auto inverse = env::ObservationInverse::load(task.toStdString());
    const auto bodies = inverse.bodiesAlong(trace.bodies.front(), trace.observations);
    double error = 0, error_before = 0, error_after = 0;
    for (const int index : inverse.integrated()) {
      const auto i = static_cast<std::size_t>(index);  // a root's places lead qpos and qvel alike
      double bound = 1e-9, before = trace.bodies[0].qpos[i], after = before;
      for (std::size_t t = 1; t < bodies.size(); ++t) {
        const double v = trace.bodies[t - 1].qvel[i], v_next = trace.bodies[t].qvel[i], dt = trace.seconds_per_step;
        bound += dt / 2 * std::abs(v_next - v) + dt * (std::max(0.0, std::abs(v_next) - 10));
        before += dt * v;
        after += dt * v_next;
        const double deviation = std::abs(bodies[t].qpos[i] - trace.bodies[t].qpos[i]);
        QVERIFY2(deviation <= bound, qPrintable(QString("%1 > %2 at step %3").arg(deviation).arg(bound).arg(t)));
        error += deviation;
        error_before += std::abs(before - trace.bodies[t].qpos[i]);
        error_after += std::abs(after - trace.bodies[t].qpos[i]);
      }
    }
    if (inverse.integrated().empty()) return;
    const bool smooth = task == "hopper" || task == "walker2d" || task == "swimmer";
    const double wrong = std::min(error_before, error_after);
    if (smooth) QVERIFY2(5 * error < wrong, qPrintable(QString("%1 against %2").arg(error).arg(wrong)));
    qInfo("%-14s summed |error| %.3g m; with v alone %.3g, with v' alone %.3g", qPrintable(task), error, error_before,
          error_after);
  }

  void theObservationAloneStartsTheSameBody_data() { addTaskRows(); }
  void theObservationAloneStartsTheSameBody() {
    QFETCH(QString, task);
    const Trace trace = playGoldenTrace(task.toStdString());
    const auto inverse = env::ObservationInverse::load(task.toStdString());
    const auto environment = env::makeEnvironment(task.toStdString());
    for (const std::size_t t : {std::size_t{0}, std::size_t{7}}) {
      const env::BodyState body = inverse.bodyAt(trace.observations[t]);
      const auto s = environment->resetTo(body.qpos, body.qvel);
      for (std::size_t i = 0; i < s.size(); ++i) {
        if (environment->observationNames()[i].find("force") != std::string::npos) continue;
        QVERIFY2(std::abs(s[i] - trace.observations[t][i]) < 2e-3,
                 qPrintable(QString("%1: %2 against %3")
                                .arg(QString::fromStdString(environment->observationNames()[i]))
                                .arg(s[i])
                                .arg(trace.observations[t][i])));
      }
    }
  }

  void anAngleKeepsItsTurns() {
    const auto inverse = env::ObservationInverse::load("reacher");
    const env::BodyState start{{3.0, 0, 0.1, 0.1}, {0, 0, 0, 0}, 0, {}};
    std::vector<std::vector<double>> s;
    for (const double angle : {3.0, 3.3, 6.2, 6.5, 9.0, 9.5}) {
      s.push_back({std::cos(angle), 1, std::sin(angle), 0, 0.1, 0.1, 0, 0, 0, 0, 0});
    }
    const auto bodies = inverse.bodiesAlong(start, s);
    QVERIFY(std::abs(bodies.back().qpos[0] - 9.5) < 1e-12);  // atan2 alone says 9.5 − 4π = −3.07
  }

  void aTurnComesBackWithLengthOne() {
    const auto inverse = env::ObservationInverse::load("ant");
    Trace trace = playGoldenTrace("ant");
    for (int i = 1; i <= 4; ++i) trace.observations[1][static_cast<std::size_t>(i)] *= 1.7;  // as a model may imagine
    const auto bodies = inverse.bodiesAlong(trace.bodies.front(), trace.observations);
    for (std::size_t i = 3; i < 7; ++i) QVERIFY(std::abs(bodies[1].qpos[i] - trace.bodies[1].qpos[i]) < 1e-12);
  }

  void aTaskThatShowsTooLittleSaysWhat() {
    const QTemporaryDir folder;
    const auto inverse = env::ObservationInverse::load(writeTask(folder, R"("qpos[2:]", "qvel[2:]")").string());
    QVERIFY(!inverse.isPossible());
    VERIFY_MESSAGE(QString::fromStdString(inverse.note()), "rootx", "rootz");
    QVERIFY(!QString::fromStdString(inverse.note()).contains("rooty"));
  }

  // With an integrated height the picture is fine, but no real body can be started from such an observation.
  void anUnseenHeightIsIntegratedButNeverStartedFrom() {
    const QTemporaryDir folder;
    const auto inverse = env::ObservationInverse::load(writeTask(folder, R"("qpos[2:]", "qvel[:]")").string());
    QVERIFY(inverse.isPossible());
    QVERIFY(!inverse.isComplete());
    QCOMPARE(inverse.integrated(), (std::vector<int>{0, 1}));
  }

  void anUnseenVelocityFollowsFromItsPosition() {
    const QTemporaryDir folder;
    const auto inverse =
        env::ObservationInverse::load(writeTask(folder, R"("qpos[1:]", "qvel[0]", "qvel[2:]")").string());
    QVERIFY(inverse.isPossible());
    QVERIFY(!inverse.isComplete());
    const Trace trace = playGoldenTrace("hopper");
    std::vector<std::vector<double>> s = trace.observations;
    for (auto& row : s) row.erase(row.begin() + 6);  // the velocity of rootz
    const auto bodies = inverse.bodiesAlong(trace.bodies.front(), s);
    // own.json's control step is one physics step, the trace's four
    const double dt = bodies[1].time - bodies[0].time;
    QVERIFY(std::abs(bodies[5].qvel[1] - (trace.bodies[5].qpos[1] - trace.bodies[4].qpos[1]) / dt) < 1e-9);
  }

  void sizesOfAnotherTaskAreRefused() {
    const auto inverse = env::ObservationInverse::load("hopper");
    const std::vector<std::vector<double>> s{{1, 2, 3}};
    VERIFY_MESSAGE(errorOf([&] { inverse.bodiesAlong(playGoldenTrace("hopper").bodies[0], s); }), "hopper", "3", "11");
  }
};

QTEST_GUILESS_MAIN(ObservationInverseTest)
#include "observation_inverse_test.moc"
