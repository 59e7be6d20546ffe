#include <QDir>
#include <QtTest>
#include <map>
#include <random>

#include "program.h"
#include "support/run_rows.h"

/// `kill -9` at random times: what is on the disk must always be enough to go on as if nothing had happened.
/// MBPO_KILLS says how many times (tests/kill_loop.sh); a few by default.
class KillTest : public QObject {
  Q_OBJECT

  static constexpr int kSteps = 1500, kPatienceMs = 120'000;
  using Rows = std::map<std::string, std::vector<std::string>>;

  static Rows rowsOf(const QString& run) {
    Rows rows;
    for (const char* file : kRowFiles) rows[file] = repeatableLines((run + "/" + file).toStdString());
    return rows;
  }

  static void requireWholeLines(const QString& run) {
    for (const QString& file : QDir(run).entryList({"*.jsonl"})) {
      for (const std::string& line : linesOf((run + "/" + file).toStdString())) {
        QVERIFY2(nlohmann::json::accept(line), qPrintable(file + ": " + QString::fromStdString(line)));
      }
    }
  }

  static QStringList training(const QString& run) {
    const bool goes_on = QFile::exists(run + "/checkpoint/current.json");
    if (!goes_on) QDir(run).removeRecursively();  // killed before the first checkpoint: nothing to go on from
    QStringList arguments = goes_on ? QStringList{"train", "--resume", "--out", run} : tinyTraining(run, kSteps);
    return arguments << "--checkpoint-every" << "0.1";
  }

 private Q_SLOTS:
  void aKilledRunGoesOnAsIfNothingHadHappened() {
    const QTemporaryDir folder;
    const QString whole = folder.filePath("whole");
    QCOMPARE(runProgram(training(whole)).code, 0);
    const Rows expected = rowsOf(whole);

    const int kills = qEnvironmentVariableIntValue("MBPO_KILLS") > 0 ? qEnvironmentVariableIntValue("MBPO_KILLS") : 6;
    std::mt19937 random(9);
    const qint64 length = QFileInfo(whole + "/samples.jsonl").size();
    std::uniform_int_distribution<qint64> bytes(0, length / 3);  // of progress, whatever the machine's speed
    std::uniform_int_distribution<int> milliseconds(0, 30);      // and on into whatever it does then
    int killed = 0, finished = 0, continued = 0;
    QString run = folder.filePath("killed-0");
    const auto requireNothingMissing = [&] {
      requireWholeLines(run);
      const Rows got = rowsOf(run);
      for (const auto& [file, lines] : expected) {
        QVERIFY2(got.at(file) == lines, qPrintable(QString::fromStdString(file) + " differs after " +
                                                   QString::number(killed) + " kills: " + run));
      }
      ++finished;
      run = folder.filePath("killed-" + QString::number(finished));
    };
    while (killed < kills) {
      QProcess process;
      const QStringList arguments = training(run);
      continued += arguments.contains("--resume");
      process.start(MBPO_PROGRAM, arguments);
      QVERIFY(process.waitForStarted(kPatienceMs));
      const QString samples = run + "/samples.jsonl";
      const qint64 until = (killed % 4 == 0 ? 0 : QFileInfo(samples).size()) + bytes(random);
      while (process.state() == QProcess::Running && QFileInfo(samples).size() < until) process.waitForFinished(1);
      process.waitForFinished(milliseconds(random));
      process.kill();
      process.waitForFinished(kPatienceMs);
      QCOMPARE(process.state(), QProcess::NotRunning);
      if (process.exitStatus() == QProcess::CrashExit) {
        ++killed;
      } else {  // it was faster
        QVERIFY2(process.exitCode() == 0, process.readAllStandardError());
        requireNothingMissing();
      }
    }
    const ProgramResult last = runProgram(training(run));
    QVERIFY2(last.code == 0, qPrintable(last.errors));
    requireNothingMissing();
    qInfo("%d kills, %d continued, %d runs finished", killed, continued, finished);
    QVERIFY(continued > 0);
  }
};

QTEST_GUILESS_MAIN(KillTest)
#include "kill_test.moc"
