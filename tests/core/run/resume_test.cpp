#include <QtTest>
#include <algorithm>

#include "base/error.h"
#include "run/run_directory.h"
#include "run/session.h"
#include "tiny_run.h"

using namespace std::chrono_literals;
using run::Status;
namespace fs = std::filesystem;

class ResumeTest : public QObject {
  Q_OBJECT

  static constexpr auto kPatience = 60s;
  static constexpr int kPatienceMs = 60'000;
  static constexpr std::int64_t kSteps = 400;

  static run::SessionOptions fresh(const fs::path& directory) {
    run::SessionOptions options;
    options.configuration = tinyConfiguration(kSteps);
    options.directory = directory;
    return options;
  }

  static run::SessionOptions continued(const fs::path& directory) {
    run::SessionOptions options;
    options.directory = directory;
    options.resume = true;
    return options;
  }

  static void runToTheEnd(const run::SessionOptions& options) {
    run::Session session(options);
    QVERIFY(session.wait(kPatience));
    QVERIFY2(session.status() == Status::finished, session.failure().c_str());
  }

  static void requireSameRows(const fs::path& one, const fs::path& other) {
    for (const char* file : kRowFiles) {
      const auto expected = repeatableLines(one / file), got = repeatableLines(other / file);
      QCOMPARE(got.size(), expected.size());
      for (std::size_t i = 0; i < got.size(); ++i) QCOMPARE(got[i], expected[i]);
    }
  }

 private Q_SLOTS:
  void stoppedRunGoesOnAsIfNothingHadHappened() {
    const QTemporaryDir folder;
    runToTheEnd(fresh(below(folder, "whole")));
    {
      run::Session session(fresh(below(folder, "parts")));
      QTRY_VERIFY_WITH_TIMEOUT(session.snapshot()->real_steps >= 230, kPatienceMs);
    }
    runToTheEnd(continued(below(folder, "parts")));
    requireSameRows(below(folder, "whole"), below(folder, "parts"));
  }

  // The copy is what a power cut would leave: rows behind the checkpoint, one of them torn.
  void crashedRunGoesOnFromItsCheckpointWithoutGapsOrDuplicates() {
    const QTemporaryDir folder;
    runToTheEnd(fresh(below(folder, "whole")));
    {
      run::Session session(fresh(below(folder, "victim")));
      QTRY_VERIFY_WITH_TIMEOUT(session.snapshot()->real_steps >= 150, kPatienceMs);
      session.requestCheckpoint();
      QTRY_VERIFY_WITH_TIMEOUT(session.snapshot()->real_steps >= 250, kPatienceMs);
      session.pause();
      QTRY_VERIFY_WITH_TIMEOUT(session.status() == Status::paused, kPatienceMs);
      fs::copy(below(folder, "victim"), below(folder, "crashed"), fs::copy_options::recursive);
    }
    appendText(below(folder, "crashed") / "samples.jsonl", "{\"real_steps\": 260, ");
    QCOMPARE(run::readSummary(below(folder, "crashed")).status, std::string("interrupted"));
    runToTheEnd(continued(below(folder, "crashed")));
    requireSameRows(below(folder, "whole"), below(folder, "crashed"));
  }

  void continuedRunKeepsItsHistory() {
    const QTemporaryDir folder;
    {
      run::Session session(fresh(below(folder, "run")));
      QTRY_VERIFY_WITH_TIMEOUT(session.snapshot()->real_steps >= 230, kPatienceMs);
    }
    run::Session session(continued(below(folder, "run")));
    QVERIFY(session.wait(kPatience));
    std::vector<run::Point> evaluations;
    session.history().read(mbpo::Metric::evaluation_return, 0, evaluations);
    QCOMPARE(evaluations.size(), linesOf(below(folder, "run") / "epochs.jsonl").size());
    QVERIFY(std::is_sorted(evaluations.begin(), evaluations.end(),
                           [](const auto& a, const auto& b) { return a.wall_seconds < b.wall_seconds; }));
  }

  void changedParameterStaysChangedAfterResume() {
    const QTemporaryDir folder;
    {
      run::Session session(fresh(below(folder, "run")));
      session.setParameter("updates_per_step", "1");
      QTRY_COMPARE_WITH_TIMEOUT(session.snapshot()->updates_per_step, 1, kPatienceMs);
    }
    run::Session session(continued(below(folder, "run")));
    QVERIFY(session.wait(kPatience));
    QCOMPARE(session.snapshot()->configuration->updates_per_step, std::int64_t{1});
  }

  void runInUseOrWithoutCheckpointCannotBeContinued() {
    const QTemporaryDir folder;
    run::SessionOptions paused = fresh(below(folder, "run"));
    paused.start_paused = true;
    run::Session session(paused);
    QVERIFY_EXCEPTION_THROWN(run::Session(continued(below(folder, "run"))), base::Error);
    QVERIFY_EXCEPTION_THROWN(run::Session(continued(below(folder, "missing"))), base::Error);
  }

  void damagedCheckpointFailsTheRunWithTheReason() {
    const QTemporaryDir folder;
    {
      run::Session session(fresh(below(folder, "run")));
      QTRY_VERIFY_WITH_TIMEOUT(session.snapshot()->real_steps > 0, kPatienceMs);
    }
    for (const auto& entry : fs::directory_iterator(below(folder, "run") / "checkpoint")) {
      if (entry.path().extension() == ".pt") fs::resize_file(entry.path(), fs::file_size(entry.path()) / 2);
    }
    run::Session session(continued(below(folder, "run")));
    QVERIFY(session.wait(kPatience));
    QVERIFY(session.status() == Status::failed);
    QVERIFY(!session.failure().empty());
    QCOMPARE(run::readSummary(below(folder, "run")).status, std::string("failed"));
  }
};

QTEST_GUILESS_MAIN(ResumeTest)
#include "resume_test.moc"
