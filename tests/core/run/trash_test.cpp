#include "run/trash.h"

#include <QtTest>

#include "base/error.h"
#include "run/annotation.h"
#include "run/directory_lock.h"
#include "run/run_directory.h"
#include "run/run_writer.h"
#include "run/status_file.h"
#include "tiny_run.h"

class TrashTest : public QObject {
  Q_OBJECT

  static std::filesystem::path finishedRun(const QTemporaryDir& folder, const char* name) {
    auto writer = run::RunWriter::create(below(folder, name), tinyConfiguration(400));
    writer->writeStatus("finished", "", mbpo::Snapshot{});
    return below(folder, name);
  }
  static std::size_t runsIn(const std::filesystem::path& folder) { return run::listRuns(folder).size(); }

 private Q_SLOTS:
  void aRunGoesToTheTrashAndComesBackWhole() {
    const QTemporaryDir folder;
    const auto place = finishedRun(folder, "a");
    run::writeAnnotation(place, {true, "keep"});
    const auto trashed = run::moveToTrash(below(folder, "a/"));
    QCOMPARE(trashed, below(folder, ".trash") / "a");
    QCOMPARE(runsIn(below(folder, ".")), std::size_t{0});
    QCOMPARE(runsIn(run::trashFolder(below(folder, "."))), std::size_t{1});
    QCOMPARE(run::restoreFromTrash(trashed), place);
    QCOMPARE(run::readSummary(place).annotation.note, std::string("keep"));
    QCOMPARE(run::readSummary(place).status, std::string("finished"));
    QCOMPARE(runsIn(run::trashFolder(below(folder, "."))), std::size_t{0});
  }

  void namesThatAreTakenGetANumber() {
    const QTemporaryDir folder;
    const auto first = run::moveToTrash(finishedRun(folder, "a"));
    const auto second = run::moveToTrash(finishedRun(folder, "a"));
    QCOMPARE(second.filename().string(), std::string("a-2"));
    finishedRun(folder, "a");
    QCOMPARE(run::restoreFromTrash(first).filename().string(), std::string("a-2"));
    QCOMPARE(run::restoreFromTrash(second).filename().string(), std::string("a-2-2"));
    QCOMPARE(runsIn(below(folder, ".")), std::size_t{3});
  }

  void aRunThatSomebodyWritesIsRefusedAndStays() {
    const QTemporaryDir folder;
    auto writer = run::RunWriter::create(below(folder, "a"), tinyConfiguration(400));
    for (const char* status : {"running", "paused", "finished"}) {  // the lock counts, whatever is claimed
      writer->writeStatus(status, "", mbpo::Snapshot{});
      QVERIFY_EXCEPTION_THROWN(run::moveToTrash(below(folder, "a")), base::Error);
      QCOMPARE(runsIn(below(folder, ".")), std::size_t{1});
    }
    writer->writeStatus("running", "", mbpo::Snapshot{});
    writer.reset();  // its process is gone: interrupted
    run::moveToTrash(below(folder, "a"));
    QCOMPARE(runsIn(below(folder, ".")), std::size_t{0});
  }

  void aRunOfAnotherMachineIsRefusedWhileItsHeartBeats() {
    const QTemporaryDir folder;
    const auto place = finishedRun(folder, "a");
    run::StatusRecord record = run::readStatus(place);
    record.status = "running";
    record.host = "another-machine";
    record.heartbeat = run::utcNow();
    run::writeStatus(place, record);
    QVERIFY_EXCEPTION_THROWN(run::moveToTrash(place), base::Error);
    record.heartbeat = "2001-01-01T00:00:00Z";
    run::writeStatus(place, record);
    run::moveToTrash(place);
  }

  void emptyingDeletesRunsAndNothingElse() {
    const QTemporaryDir folder;
    run::moveToTrash(finishedRun(folder, "a"));
    run::moveToTrash(finishedRun(folder, "b"));
    finishedRun(folder, "c");
    std::filesystem::create_directories(below(folder, ".trash/not-a-run"));
    QCOMPARE(run::emptyTrash(below(folder, ".")), 2);
    QVERIFY(std::filesystem::exists(below(folder, ".trash/not-a-run")));
    QCOMPARE(runsIn(below(folder, ".")), std::size_t{1});
    QCOMPARE(run::emptyTrash(below(folder, ".")), 0);
    QCOMPARE(run::emptyTrash(below(folder, "missing")), 0);
  }

  void whatIsNoRunIsRefused() {
    const QTemporaryDir folder;
    std::filesystem::create_directories(below(folder, "x"));
    QVERIFY_EXCEPTION_THROWN(run::moveToTrash(below(folder, "x")), base::Error);
    QVERIFY_EXCEPTION_THROWN(run::moveToTrash(below(folder, "missing")), base::Error);
    QVERIFY_EXCEPTION_THROWN(run::restoreFromTrash(finishedRun(folder, "a")), base::Error);
  }
};

QTEST_GUILESS_MAIN(TrashTest)
#include "trash_test.moc"
