// Questions about a real, short training, answered on the session's thread.
#include "inspect/inspect_session.h"

#include <QTemporaryDir>
#include <QtTest>
#include <cmath>

#include "../run/tiny_run.h"
#include "base/error.h"
#include "inspect/answer.h"
#include "run/model_file.h"
#include "run/session.h"

using namespace std::chrono_literals;
namespace fs = std::filesystem;

class InspectSessionTest : public QObject {
  Q_OBJECT

  static constexpr int kPatienceMs = 60'000;
  QTemporaryDir folder_;
  fs::path run_;

  static QString errorOf(const std::function<void()>& action) {
    try {
      action();
    } catch (const base::Error& error) {
      return QString::fromUtf8(error.what());
    }
    return "(nothing was thrown)";
  }

  inspect::ComparisonSpec specOf(const char* episode, inspect::Drive drive = inspect::Drive::open_loop) const {
    inspect::ComparisonSpec spec;
    spec.episode = *episode ? run::findEpisode(run::listEpisodes(run_), episode) : "";
    spec.drive = drive;
    spec.horizon = 5;
    return spec;
  }

 private Q_SLOTS:
  void initTestCase() {
    run_ = below(folder_, "run");
    run::SessionOptions options;
    options.configuration = tinyConfiguration(300);
    options.directory = run_;
    run::Session session(options);
    QVERIFY(session.wait(60s));
    QVERIFY2(session.status() == run::Status::finished, session.failure().c_str());
  }

  void theOpenLoopIsComparedWithTheRecording() {
    inspect::ComparisonSpec spec = specOf("newest");
    spec.samples = 2;
    spec.members = {1, 0};
    const auto c = inspect::answer(run_, spec);
    QVERIFY(c.complete);
    const auto recording = run::readEpisode(run_, spec.episode);
    const int horizon = std::min(5, recording.trajectory.steps());
    QCOMPARE(c.spec.horizon, horizon);
    QCOMPARE(c.truth.steps(), horizon);
    QCOMPARE(c.truth.observation[1], recording.trajectory.observation[1]);
    QCOMPARE(c.truth.bodies[1].qpos, recording.trajectory.qpos[1]);
    QCOMPARE(c.members, (std::vector<int>{1, 0}));
    QCOMPARE(c.paths.size(), std::size_t{2 * 3});
    QCOMPARE(c.paths[3].member, 0);
    QCOMPARE(c.paths[3].sample, -1);
    for (const auto& path : c.paths) {
      QCOMPARE(path.steps(), horizon);
      QCOMPARE(path.bodies.size(), static_cast<std::size_t>(horizon) + 1);
      QCOMPARE(path.bodies[0].qpos, recording.trajectory.qpos[0]);
      QCOMPARE(path.bodies[2].qpos[0], path.observation[2][0]);  // every joint is observed here
      for (std::size_t t = 0; t < path.action.size(); ++t) {
        QVERIFY(std::abs(path.action[t][0] - recording.trajectory.action[t][0]) < 1e-5);
      }
    }
    QCOMPARE(c.fans.size(), std::size_t{5});
    QCOMPARE(c.fans[0].truth[1], recording.trajectory.observation[1][0]);
    QVERIFY(std::abs(c.fans[0].member_mean[1][1] - c.paths[3].observation[1][0]) < 1e-9);
    QCOMPARE(c.scores.size(), std::size_t{5});
    QVERIFY(c.growth.basis.n > 0 && c.calibration.basis.n > 0);
    QVERIFY(c.statistics_note.find("never trained") != std::string::npos);
  }

  // The model file of a finished run holds the policy of its last evaluation: from any state of that episode, the real
  // body acted on by it goes where it went.
  void theClosedLoopsTruthIsTheRealBodyActedOnByThePolicy() {
    inspect::ComparisonSpec spec = specOf("newest", inspect::Drive::closed_loop);
    const auto recording = run::readEpisode(run_, spec.episode);
    spec.start_step = std::min(2, recording.trajectory.steps() - 1);
    const auto c = inspect::answer(run_, spec);
    QVERIFY(c.truth.steps() > 0);
    for (int t = 0; t <= c.truth.steps(); ++t) {
      const auto& recorded = recording.trajectory.observation[static_cast<std::size_t>(spec.start_step + t)];
      for (std::size_t i = 0; i < recorded.size(); ++i) {
        QVERIFY(std::abs(c.truth.observation[static_cast<std::size_t>(t)][i] - recorded[i]) < 1e-6);
      }
    }
    for (const auto& path : c.paths) QCOMPARE(path.steps(), 5);
  }

  // Of the model's own moment: the critics beside its policy rate truth and mean paths at every step.
  void pathsAreRatedByTheCriticsThatTheModelKeeps() {
    inspect::ComparisonSpec spec = specOf("newest");
    spec.samples = 1;
    const auto c = inspect::answer(run_, spec);
    const auto policy = run::readModel(run_)->policy;
    QVERIFY(policy->critic());
    QCOMPARE(c.truth.value.size(), c.truth.action.size());
    for (std::size_t t = 0; t < c.truth.action.size(); ++t) {
      QCOMPARE(c.truth.value[t], *policy->estimateValue(c.truth.observation[t], c.truth.action[t]));
    }
    for (const auto& path : c.paths) QCOMPARE(path.value.size(), path.sample < 0 ? path.action.size() : 0);
    QVERIFY(std::abs(c.paths[0].value[0] - c.truth.value[0]) < 1e-3 * (1 + std::abs(c.truth.value[0])));
  }

  void aModelFromBeforeCriticsWereKeptRatesNothing() {
    const fs::path copy = below(folder_, "without_critics");
    fs::copy(run_, copy, fs::copy_options::recursive);
    mbpo::FrozenModel model = *run::readModel(copy);
    const auto& rated = *model.policy;
    model.policy = std::make_shared<agent::FrozenPolicy>(rated.layers(), rated.actionLow(), rated.actionHigh(),
                                                         rated.logStdMin(), rated.logStdMax());
    run::writeModel(copy, model);
    const auto c = inspect::answer(copy, specOf("newest"));
    QVERIFY(c.truth.steps() > 0);
    QVERIFY(c.truth.value.empty());
    for (const auto& path : c.paths) QVERIFY(path.value.empty());
  }

  void aStateOfTheDataServesBothLoops() {
    for (const auto drive : {inspect::Drive::open_loop, inspect::Drive::closed_loop}) {
      const auto c = inspect::answer(run_, specOf("", drive));
      QVERIFY(c.episode.id.empty());
      QVERIFY(c.truth.steps() > 0);
      QVERIFY(!c.truth.bodies.empty());
    }
  }

  void sameSeedSameAnswer() {
    const auto first = inspect::answer(run_, specOf("best")), second = inspect::answer(run_, specOf("best"));
    QVERIFY(first.paths.back().observation == second.paths.back().observation);
    QCOMPARE(first.growth.rmse, second.growth.rmse);
    inspect::ComparisonSpec other = specOf("best");
    other.seed = 2;
    QVERIFY(inspect::answer(run_, other).paths.back().observation != first.paths.back().observation);
  }

  void aRunFromBeforeModelFilesIsReadFromItsCheckpoint() {
    const fs::path copy = below(folder_, "older");
    fs::copy(run_, copy, fs::copy_options::recursive);
    fs::remove(copy / "model.cbor");
    fs::remove_all(copy / "episodes");
    inspect::ComparisonSpec spec;
    spec.horizon = 3;
    const auto c = inspect::answer(copy, spec);
    QCOMPARE(c.model_steps, std::int64_t{300});
    QVERIFY(c.statistics_note.find("trained on them") != std::string::npos);
    // The same networks, so the same first predictions as from the model file.
    const auto from_file = inspect::answer(run_, spec);
    QCOMPARE(c.paths[0].observation, from_file.paths[0].observation);
  }

  void questionsThatCannotBeAnsweredSayWhy() {
    inspect::ComparisonSpec spec = specOf("newest");
    spec.members = {7};
    QVERIFY(errorOf([&] { inspect::answer(run_, spec); }).contains("0 … 1"));
    spec = specOf("newest");
    spec.start_step = 100'000;
    QVERIFY(errorOf([&] { inspect::answer(run_, spec); }).contains("steps, 0 …"));
    spec = specOf("newest");
    spec.horizon = 0;
    QVERIFY(errorOf([&] { inspect::answer(run_, spec); }).contains("horizon 0"));
    QVERIFY(errorOf([&] { inspect::answer(below(folder_, "nowhere"), spec); }).contains("nowhere"));
  }

  void theSessionAnswersOnItsThread() {
    inspect::InspectSession session(run_);
    const auto ticket = session.ask(specOf("newest"));
    QTRY_VERIFY_WITH_TIMEOUT(session.latest() && session.latest()->complete, kPatienceMs);
    QCOMPARE(session.latest()->ticket, ticket);
    QVERIFY(session.problem().empty());
    QTRY_VERIFY_WITH_TIMEOUT(session.episodes() && session.trainingView() && !session.busy(), kPatienceMs);
    QCOMPARE(session.episodes()->size(), run::listEpisodes(run_).size());
    QCOMPARE(session.trainingView()->env_rows, std::int64_t{300});
  }

  void theNewestQuestionWins() {
    inspect::InspectSession session(run_);
    inspect::ComparisonSpec spec = specOf("newest", inspect::Drive::closed_loop);
    std::uint64_t last = 0;
    for (int i = 0; i < 20; ++i) {
      spec.seed = static_cast<std::uint64_t>(100 + i);
      last = session.ask(spec);
    }
    QTRY_VERIFY_WITH_TIMEOUT(session.latest() && session.latest()->ticket == last && session.latest()->complete,
                             kPatienceMs);
    QCOMPARE(session.latest()->spec.seed, std::uint64_t{119});
  }

  void aProblemIsToldAndTheNextQuestionAnswered() {
    inspect::InspectSession session(run_);
    inspect::ComparisonSpec spec = specOf("newest");
    spec.episode = "evaluation-999999999-0";
    session.ask(spec);
    QTRY_VERIFY_WITH_TIMEOUT(!session.problem().empty(), kPatienceMs);
    QVERIFY(session.problem().find("evaluation-999999999-0") != std::string::npos);
    session.ask(specOf("newest"));
    QVERIFY(session.problem().empty());
    QTRY_VERIFY_WITH_TIMEOUT(session.latest() && session.latest()->complete, kPatienceMs);
  }

  // In one process, as in the window: the trainer's metrics are the same bit for bit.
  void lookingIntoALiveRunChangesNothing() {
    run::SessionOptions options;
    options.configuration = tinyConfiguration(300);
    options.directory = below(folder_, "watched");
    run::Session session(options);
    inspect::InspectSession watcher(options.directory);
    std::uint64_t asked = 0;
    while (!session.wait(5ms)) {
      inspect::ComparisonSpec spec;
      spec.seed = ++asked;
      spec.horizon = 3;
      watcher.ask(spec);
    }
    QVERIFY2(session.status() == run::Status::finished, session.failure().c_str());
    for (const char* file : kRowFiles)
      QCOMPARE(repeatableLines(options.directory / file), repeatableLines(run_ / file));
    QVERIFY(asked > 0);
  }

  // The one comparison ends with its recording; statistics go on over longer ones.
  void aShortRecordingDoesNotShortenTheStatistics() {
    inspect::ComparisonSpec spec = specOf("newest");
    const int steps = run::readEpisode(run_, spec.episode).trajectory.steps();
    spec.start_step = steps - 1;
    const auto c = inspect::answer(run_, spec);
    QCOMPARE(c.spec.horizon, 1);
    QCOMPARE(c.truth.steps(), 1);
    QCOMPARE(c.growth.step.size(), std::size_t{5});
  }

  void aNewerModelIsLoadedWhenAsked() {
    const fs::path copy = below(folder_, "growing");
    fs::copy(run_, copy, fs::copy_options::recursive);
    inspect::InspectSession session(copy);
    session.ask(specOf("newest"));
    QTRY_VERIFY_WITH_TIMEOUT(session.latest() && session.latest()->complete, kPatienceMs);
    mbpo::FrozenModel newer = *run::readModel(copy);
    newer.real_steps = 4321;
    run::writeModel(copy, newer);
    session.ask(specOf("newest"));
    QTRY_COMPARE_WITH_TIMEOUT(session.latest()->model_steps, std::int64_t{4321}, kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(session.trainingView()->real_steps, std::int64_t{4321}, kPatienceMs);
  }
};

QTEST_GUILESS_MAIN(InspectSessionTest)
#include "inspect_session_test.moc"
