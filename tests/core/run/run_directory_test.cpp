#include "run/run_directory.h"

#include <QtTest>
#include <cmath>

#include "base/atomic_file.h"
#include "base/error.h"
#include "run/run_writer.h"
#include "run/status_file.h"
#include "tiny_run.h"

class RunDirectoryTest : public QObject {
  Q_OBJECT

  static std::unique_ptr<run::RunWriter> writtenRun(const std::filesystem::path& directory, const char* status) {
    auto writer = run::RunWriter::create(directory, tinyConfiguration(400));
    mbpo::Snapshot snapshot;
    snapshot.real_steps = 120;
    snapshot.total_steps = 400;
    snapshot.evaluation_return = std::nan("");
    snapshot.best_evaluation_return = 12.5;
    writer->writeStatus(status, "", snapshot);
    return writer;
  }

 private Q_SLOTS:
  void summaryTellsConfigurationAndCounters() {
    const QTemporaryDir folder;
    const auto writer = writtenRun(below(folder, "a"), "running");
    const run::RunSummary summary = run::readSummary(below(folder, "a/"));
    QCOMPARE(summary.name, std::string("a"));
    QCOMPARE(summary.environment, std::string("inverted_pendulum"));
    QCOMPARE(summary.preset, std::string("interactive"));
    QCOMPARE(summary.status, std::string("running"));
    QCOMPARE(summary.real_steps, std::int64_t{120});
    QCOMPARE(summary.total_steps, std::int64_t{400});
    QCOMPARE(summary.best_return, 12.5);
    QVERIFY(std::isnan(summary.last_return));
    QVERIFY(summary.started.ends_with("Z"));
  }

  void runWhoseProcessIsGoneIsInterrupted() {
    const QTemporaryDir folder;
    auto writer = writtenRun(below(folder, "a"), "running");
    QCOMPARE(run::readSummary(below(folder, "a")).status, std::string("running"));
    writer.reset();
    QCOMPARE(run::readSummary(below(folder, "a")).status, std::string("interrupted"));
  }

  void endedRunStaysAsItEnded() {
    const QTemporaryDir folder;
    for (const char* status : {"stopped", "finished", "failed"}) {
      writtenRun(below(folder, status), status).reset();
      QCOMPARE(run::readSummary(below(folder, status)).status, std::string(status));
    }
  }

  void foreignRunIsInterruptedOnlyWhenItsHeartbeatIsOld() {
    const QTemporaryDir folder;
    writtenRun(below(folder, "a"), "running").reset();
    run::StatusRecord record = run::readStatus(below(folder, "a"));
    record.host = "another-machine";
    run::writeStatus(below(folder, "a"), record);
    QCOMPARE(run::readSummary(below(folder, "a")).status, std::string("running"));
    record.heartbeat = "2001-01-01T00:00:00Z";
    run::writeStatus(below(folder, "a"), record);
    QCOMPARE(run::readSummary(below(folder, "a")).status, std::string("interrupted"));
  }

  void askingForTheStatusNeverStandsInAWritersWay() {
    const QTemporaryDir folder;
    writtenRun(below(folder, "a"), "running").reset();
    QVERIFY(!run::isLocked(below(folder, "a")));
    const run::DirectoryLock lock(below(folder, "a"));
    QVERIFY(run::isLocked(below(folder, "a")));
    QVERIFY_EXCEPTION_THROWN(run::DirectoryLock(below(folder, "a")), base::Error);
  }

  void listSkipsAndReportsBrokenRuns() {
    const QTemporaryDir folder;
    writtenRun(below(folder, "good"), "finished").reset();
    writtenRun(below(folder, "bad"), "finished").reset();
    base::writeFileAtomically(below(folder, "bad") / "status.json", "{");
    std::filesystem::create_directories(below(folder, "not-a-run"));
    std::vector<std::string> problems;
    const auto runs = run::listRuns(below(folder, "."), &problems);
    QCOMPARE(runs.size(), std::size_t{1});
    QCOMPARE(runs[0].name, std::string("good"));
    QCOMPARE(problems.size(), std::size_t{1});
    QVERIFY(problems[0].find("status.json") != std::string::npos);
    QVERIFY(run::listRuns(below(folder, "missing")).empty());
  }

  void newestRunIsListedFirst() {
    const QTemporaryDir folder;
    for (const char* name : {"old", "new", "middle"}) {
      writtenRun(below(folder, name), "finished").reset();
      run::StatusRecord record = run::readStatus(below(folder, name));
      record.started = std::string("20") + (name[0] == 'o' ? "01" : name[0] == 'm' ? "02" : "03") + "-01-01T00:00:00Z";
      run::writeStatus(below(folder, name), record);
    }
    const auto runs = run::listRuns(below(folder, "."));
    QCOMPARE(runs.size(), std::size_t{3});
    QCOMPARE(runs[0].name + runs[1].name + runs[2].name, std::string("newmiddleold"));
  }

  void configurationReadsBack() {
    const QTemporaryDir folder;
    const auto writer = run::RunWriter::create(below(folder, "a"), tinyConfiguration(321));
    QVERIFY(run::readConfiguration(below(folder, "a")) == tinyConfiguration(321));
  }

  void whatIsNoRunSaysSo() {
    const QTemporaryDir folder;
    QVERIFY_EXCEPTION_THROWN(run::readSummary(below(folder, ".")), base::Error);
    QVERIFY_EXCEPTION_THROWN(run::readSummary(below(folder, "missing")), base::Error);
  }

  void newDirectoryNamesNeverCollide() {
    const QTemporaryDir folder;
    mbpo::Configuration configuration = tinyConfiguration(100);
    configuration.environment = "/somewhere/my_task.json";
    const auto first = run::newRunDirectory(below(folder, "."), configuration);
    QVERIFY(first.filename().string().starts_with("my_task-interactive-s1-"));
    std::filesystem::create_directories(first);
    QVERIFY(run::newRunDirectory(below(folder, "."), configuration) != first);
  }
};

QTEST_GUILESS_MAIN(RunDirectoryTest)
#include "run_directory_test.moc"
