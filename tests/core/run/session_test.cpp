#include "run/session.h"

#include <QElapsedTimer>
#include <QtTest>
#include <algorithm>
#include <cmath>
#include <optional>

#include "base/error.h"
#include "run/run_directory.h"
#include "tiny_run.h"

using namespace std::chrono_literals;
using run::Status;

class SessionTest : public QObject {
  Q_OBJECT

  static constexpr auto kPatience = 60s;
  static constexpr int kPatienceMs = 60'000;
  static constexpr std::int64_t kEndless = 1'000'000;

  static run::SessionOptions options(const std::filesystem::path& directory, std::int64_t steps) {
    run::SessionOptions options;
    options.configuration = tinyConfiguration(steps);
    options.directory = directory;
    return options;
  }

  static std::optional<run::Event> answerTo(const run::Session& session, std::uint64_t ticket) {
    std::vector<run::Event> events;
    session.history().readEvents(0, events);
    const auto found = std::find_if(events.begin(), events.end(), [&](const auto& e) { return e.ticket == ticket; });
    return found == events.end() ? std::nullopt : std::optional(*found);
  }

  static std::int64_t steps(const run::Session& session) { return session.snapshot()->real_steps; }

 private Q_SLOTS:
  void runFinishesAndLeavesReadableFiles() {
    const QTemporaryDir folder;
    run::Session session(options(below(folder, "run"), 400));
    QVERIFY(session.snapshot() != nullptr);
    QVERIFY(session.wait(kPatience));
    QVERIFY2(session.status() == Status::finished, session.failure().c_str());
    QCOMPARE(steps(session), std::int64_t{400});
    for (const char* file : kRowFiles) {
      const auto lines = linesOf(session.directory() / file);
      QVERIFY2(!lines.empty(), file);
      for (const std::string& line : lines) QVERIFY2(nlohmann::json::accept(line), line.c_str());
    }
    const run::RunSummary summary = run::readSummary(session.directory());
    QCOMPARE(summary.status, std::string("finished"));
    QCOMPARE(summary.real_steps, std::int64_t{400});
    QCOMPARE(run::readPolicy(session.directory())->observationSize(), 4);
  }

  void followerSeesTheSessionsHistory() {
    const QTemporaryDir folder;
    run::Session session(options(below(folder, "run"), 300));
    run::RunFollower follower(session.directory());
    while (!session.wait(5ms)) follower.poll();
    follower.poll();
    for (int i = 0; i < mbpo::kMetricCount; ++i) {
      std::vector<run::Point> own, followed;
      session.history().read(static_cast<mbpo::Metric>(i), 0, own);
      follower.history().read(static_cast<mbpo::Metric>(i), 0, followed);
      QCOMPARE(followed.size(), own.size());
      for (std::size_t j = 0; j < own.size(); ++j) {
        QVERIFY(followed[j].real_steps == own[j].real_steps && followed[j].wall_seconds == own[j].wall_seconds);
        QVERIFY(followed[j].value == own[j].value || std::isnan(own[j].value));
      }
    }
    std::vector<run::Event> own, followed;
    session.history().readEvents(0, own);
    follower.history().readEvents(0, followed);
    QCOMPARE(followed.size(), own.size());
    std::vector<mbpo::MeasurementRecord> measured, read;
    session.history().readMeasurements(0, measured);
    follower.history().readMeasurements(0, read);
    QVERIFY(!measured.empty());
    QCOMPARE(read.size(), measured.size());
    for (std::size_t i = 0; i < read.size(); ++i) QCOMPARE(mbpo::toLine(read[i]), mbpo::toLine(measured[i]));
  }

  // What the stages and the work around them took is all the time that there was, up to what no clock sees.
  void theTimeOfEverySampleIsAccountedFor() {
    const QTemporaryDir folder;
    const auto start = std::chrono::steady_clock::now();
    run::Session session(options(below(folder, "run"), 400));
    QVERIFY(session.wait(kPatience));
    const double wall = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    double outside = 0, inside = 0;
    std::vector<run::Point> published;
    session.history().read(mbpo::Metric::seconds_publish, 0, published);
    for (const auto& point : published) outside += point.value;
    for (const auto metric : {mbpo::Metric::seconds_fit, mbpo::Metric::seconds_roll_out, mbpo::Metric::seconds_act,
                              mbpo::Metric::seconds_update, mbpo::Metric::seconds_measure}) {
      std::vector<run::Point> points;
      session.history().read(metric, 0, points);
      QCOMPARE(points.size(), published.size());
      for (const auto& point : points) inside += point.value;
    }
    QVERIFY(outside > 0);
    QVERIFY2(outside + inside <= wall, qPrintable(QString::number(outside + inside) + " of " + QString::number(wall)));
    std::vector<run::Point> rates;
    session.history().read(mbpo::Metric::rollouts_per_second, 0, rates);
    QVERIFY(!rates.empty() && rates.front().value > 0);
  }

  void liveParameterIsAppliedAtAStepAndRecorded() {
    const QTemporaryDir folder;
    run::Session session(options(below(folder, "run"), kEndless));
    QTRY_VERIFY_WITH_TIMEOUT(steps(session) > 120, kPatienceMs);
    const std::int64_t before = steps(session);
    const std::uint64_t ticket = session.setParameter("updates_per_step", "3");
    QTRY_VERIFY_WITH_TIMEOUT(answerTo(session, ticket).has_value(), kPatienceMs);
    const run::Event event = *answerTo(session, ticket);
    QVERIFY(event.kind == run::EventKind::parameter_applied);
    QCOMPARE(event.key, std::string("updates_per_step"));
    QCOMPARE(event.old_value, std::string("2"));
    QCOMPARE(event.new_value, std::string("3"));
    QVERIFY(event.real_steps >= before);
    QTRY_COMPARE_WITH_TIMEOUT(session.snapshot()->updates_per_step, 3, kPatienceMs);
    QCOMPARE(session.snapshot()->configuration->updates_per_step, std::int64_t{3});
    session.stop();
    QVERIFY(session.wait(kPatience));
    const auto lines = linesOf(session.directory() / "events.jsonl");
    QVERIFY(std::any_of(lines.begin(), lines.end(), [](const auto& line) {
      const auto json = nlohmann::json::parse(line);
      return json["kind"] == "parameter_applied" && json["key"] == "updates_per_step" && json["new"] == "3";
    }));
  }

  void impossibleChangesAreRefusedAtOnce() {
    const QTemporaryDir folder;
    run::Session session(options(below(folder, "run"), kEndless));
    QVERIFY_EXCEPTION_THROWN(session.setParameter("ensemble_size", "3"), base::Error);  // needs a new run
    QVERIFY_EXCEPTION_THROWN(session.setParameter("updates_per_step", "-1"), base::Error);
    QVERIFY_EXCEPTION_THROWN(session.setParameter("updates_per_stp", "1"), base::Error);
    session.stop();
    QVERIFY(session.wait(kPatience));
    QVERIFY_EXCEPTION_THROWN(session.setParameter("updates_per_step", "1"), base::Error);  // too late
  }

  // Each value is allowed, both together are not: only the trainer can tell.
  void changeThatContradictsAnotherIsAnsweredAsRefused() {
    const QTemporaryDir folder;
    run::Session session(options(below(folder, "run"), kEndless));
    const std::uint64_t ticket = session.setParameter("elite_size", "5");  // of 2 networks
    QTRY_VERIFY_WITH_TIMEOUT(answerTo(session, ticket).has_value(), kPatienceMs);
    QVERIFY(answerTo(session, ticket)->kind == run::EventKind::parameter_refused);
    QCOMPARE(session.snapshot()->configuration->elite_size, std::int64_t{1});
  }

  void pauseStandsStillAndResumeGoesOn() {
    const QTemporaryDir folder;
    run::Session session(options(below(folder, "run"), kEndless));
    QTRY_VERIFY_WITH_TIMEOUT(steps(session) > 110, kPatienceMs);
    session.pause();
    QTRY_VERIFY_WITH_TIMEOUT(session.status() == Status::paused, kPatienceMs);
    const auto still = session.snapshot();
    QTest::qWait(100);
    QVERIFY(session.snapshot()->updates == still->updates && steps(session) == still->real_steps);
    QVERIFY(session.snapshot()->wall_seconds == still->wall_seconds);
    QCOMPARE(run::readSummary(session.directory()).status, std::string("paused"));
    session.resume();
    QTRY_VERIFY_WITH_TIMEOUT(steps(session) > still->real_steps, kPatienceMs);
    QVERIFY(session.status() == Status::running);
  }

  void stepRunsOneIntervalAndPauses() {
    const QTemporaryDir folder;
    run::SessionOptions paused = options(below(folder, "run"), kEndless);
    paused.start_paused = true;
    run::Session session(paused);
    QVERIFY(session.status() == Status::paused);
    session.stepInterval();  // the warm-up is one stage: at least one interval
    QTRY_VERIFY_WITH_TIMEOUT(steps(session) >= 50 && session.status() == Status::paused, kPatienceMs);
    const std::int64_t start = steps(session);
    session.stepInterval();
    QTRY_VERIFY_WITH_TIMEOUT(steps(session) > start && session.status() == Status::paused, kPatienceMs);
    QCOMPARE(steps(session), start + 50);
  }

  void stopIsPrompt() {
    qint64 worst = 0;
    for (const std::int64_t at : {0, 60, 101, 130, 200, 210}) {
      const QTemporaryDir folder;
      run::Session session(options(below(folder, "run"), kEndless));
      QTRY_VERIFY_WITH_TIMEOUT(steps(session) >= at, kPatienceMs);
      if (at == 0) QTRY_VERIFY_WITH_TIMEOUT(session.history().revision() > 0, kPatienceMs);  // start-up is not stopping
      QElapsedTimer timer;
      timer.start();
      session.stop();
      QVERIFY(session.wait(kPatience));
      worst = std::max(worst, timer.elapsed());
      QVERIFY(session.status() == Status::stopped);
    }
    qInfo("worst time from stop() to the end of the worker, checkpoint included: %lld ms",
          static_cast<long long>(worst));
    QVERIFY(worst < 1000);
  }

  void destructorStopsAndCheckpoints() {
    const QTemporaryDir folder;
    {
      run::Session session(options(below(folder, "run"), kEndless));
      QTRY_VERIFY_WITH_TIMEOUT(steps(session) > 50, kPatienceMs);
    }
    QCOMPARE(run::readSummary(below(folder, "run")).status, std::string("stopped"));
    QVERIFY(std::filesystem::exists(below(folder, "run") / "checkpoint" / "current.json"));
  }

  void requestedCheckpointIsWrittenAlsoWhilePaused() {
    const QTemporaryDir folder;
    run::SessionOptions paused = options(below(folder, "run"), kEndless);
    paused.start_paused = true;
    run::Session session(paused);
    session.requestCheckpoint();
    QTRY_VERIFY_WITH_TIMEOUT(std::filesystem::exists(session.directory() / "checkpoint" / "current.json"), kPatienceMs);
  }

  void sameSeedGivesTheSameRows() {
    const QTemporaryDir folder;
    for (const char* name : {"a", "b"}) {
      run::Session session(options(below(folder, name), 300));
      QVERIFY(session.wait(kPatience));
    }
    for (const char* file : kRowFiles) {
      QVERIFY2(repeatableLines(below(folder, "a") / file) == repeatableLines(below(folder, "b") / file), file);
    }
  }

  void impossibleConfigurationLeavesNothingBehind() {
    const QTemporaryDir folder;
    run::SessionOptions unknown_task = options(below(folder, "run"), 300);
    unknown_task.configuration.environment = "hoper";
    QVERIFY_EXCEPTION_THROWN(run::Session(std::move(unknown_task)), base::Error);
    run::SessionOptions contradiction = options(below(folder, "run"), 300);
    contradiction.configuration.elite_size = 9;
    QVERIFY_EXCEPTION_THROWN(run::Session(std::move(contradiction)), base::Error);
    QVERIFY(!std::filesystem::exists(below(folder, "run")));
  }

  void runThatCannotWriteFailsWithTheReason() {
    const QTemporaryDir folder;
    run::SessionOptions paused = options(below(folder, "run"), kEndless);
    paused.start_paused = true;
    run::Session session(paused);
    QTRY_VERIFY_WITH_TIMEOUT(session.history().revision() > 0, kPatienceMs);
    appendText(session.directory() / "checkpoint", "in the way of the folder");
    session.requestCheckpoint();
    QVERIFY(session.wait(kPatience));
    QVERIFY(session.status() == Status::failed);
    QVERIFY(!session.failure().empty());
    std::vector<run::Event> events;
    session.history().readEvents(0, events);
    QVERIFY(events.back().kind == run::EventKind::alarm);
  }
};

QTEST_GUILESS_MAIN(SessionTest)
#include "session_test.moc"
