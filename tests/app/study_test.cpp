// `mbpo study generalisation`, the program itself.
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTest>
#include <csignal>

#include "program.h"

namespace {

QStringList tinyStudy(const QStringList& more, const char* policies = "3", const char* updates = "9") {
  QStringList arguments{"study",         "generalisation",
                        "--environment", "inverted_pendulum",
                        "--pretrain",    "0",
                        "--transitions", "60,150",
                        "--policies",    policies,
                        "--updates",     updates,
                        "--rows",        "60",
                        "--episodes",    "2"};
  for (const char* setting : {"ensemble_size=2", "elite_size=1", "model_hidden=16", "agent_hidden=16", "model_layers=2",
                              "model_weight_decay=1e-5", "fit_patience=1", "rollouts_per_step=8"}) {
    arguments << "--set" << setting;
  }
  return arguments + more;
}

QStringList linesOf(const QString& path) {
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return {};
  return QString::fromUtf8(file.readAll()).split(u'\n', Qt::SkipEmptyParts);
}

}  // namespace

class StudyTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void aStudyPrintsItsTableAndWritesBothFiles() {
    const QTemporaryDir folder;
    const QString out = folder.filePath("figure.csv");
    const ProgramResult result = runProgram(tinyStudy({"--out", out}));
    QVERIFY2(result.code == 0, qPrintable(result.errors));
    QVERIFY(result.output.contains(QStringLiteral("slope of ε_m′")));
    QVERIFY(result.output.contains(QStringLiteral("diagnostic")));
    QVERIFY(result.errors.contains(QStringLiteral("policy   3")));
    QCOMPARE(linesOf(out).size(), 1 + 2 * 4);
    QCOMPARE(linesOf(folder.filePath("figure_slopes.csv")).size(), 1 + 2 * 3);
  }

  void thePictureHasBothCharts() {
    const QTemporaryDir folder;
    const QString picture = folder.filePath("figure.png");
    const ProgramResult result = runProgram(tinyStudy({"--picture", picture, "--quiet"}));
    QVERIFY2(result.code == 0, qPrintable(result.errors));
    QFile file(picture);
    QVERIFY(file.open(QIODevice::ReadOnly) && file.read(4) == "\x89PNG");
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{"figure.png"});
    const ProgramResult nowhere = runProgram(tinyStudy({"--picture", folder.filePath("missing/figure.png")}));
    QCOMPARE(nowhere.code, 2);
    QVERIFY2(nowhere.errors.contains("missing"), qPrintable(nowhere.errors));
  }

  void theSameSeedGivesTheSameJson() {
    const ProgramResult one = runProgram(tinyStudy({"--json", "--quiet"}));
    QCOMPARE(one.code, 0);
    QVERIFY(one.errors.isEmpty());
    QCOMPARE(runProgram(tinyStudy({"--json", "--quiet"})).output, one.output);
    const auto json = parseJson(one.output);
    QVERIFY(json.at("complete").get<bool>());
    QCOMPARE(json.at("curves").size(), std::size_t{2});
    QCOMPARE(json["curves"][0].at("points").size(), std::size_t{4});
    QVERIFY(runProgram(tinyStudy({"--json", "--quiet", "--seed", "2"})).output != one.output);
  }

  void aRunsPolicyIsStudiedAndItsDirectoryStaysAsItIs() {
    const QTemporaryDir folder;
    const QString directory = folder.filePath("run");
    QCOMPARE(runProgram(tinyTraining(directory, 150)).code, 0);
    const QStringList before = linesOf(directory + "/epochs.jsonl");
    const ProgramResult result = runProgram({"study", "generalisation", "--run", directory, "--transitions", "60",
                                             "--policies", "3", "--updates", "6", "--rows", "60", "--json", "--quiet"});
    QVERIFY2(result.code == 0, qPrintable(result.errors));
    QCOMPARE(parseJson(result.output).at("behaviour").get<std::string>(),
             std::string("policy of run at real step 150"));
    QCOMPARE(linesOf(directory + "/epochs.jsonl"), before);
  }

  void interruptedItLeavesWhatWasMeasured() {
    const QTemporaryDir folder;
    const QString out = folder.filePath("figure.csv");
    QProcess process;
    process.start(MBPO_PROGRAM, tinyStudy({"--out", out}, "900", "1000000"));
    QTRY_VERIFY_WITH_TIMEOUT(linesOf(out).size() >= 2, 60'000);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(30'000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 130);
    QVERIFY(QString::fromUtf8(process.readAllStandardOutput()).contains(QStringLiteral("(incomplete)")));
    const QStringList lines = linesOf(out);
    for (const QString& line : lines) QCOMPARE(line.count(u','), lines.front().count(u','));
  }

  void faultsNameThemselvesAndLeaveNothing_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("said");
    const auto row = [](const char* name, QStringList more, const char* said) {
      QTest::newRow(name) << QStringList{"study", "generalisation"} + more << QString::fromUtf8(said);
    };
    row("unknown task", {"--environment", "hoper"}, "hopper");
    row("falling n", {"--transitions", "300,100"}, "ascending");
    row("one policy", {"--policies", "1"}, "policies = 1");
    row("no run", {"--run", "nowhere"}, "nowhere");
    row("run and task", {"--run", "nowhere", "--environment", "hopper"}, "--run");
    row("no table", {"--out", "figure.txt"}, ".csv");
    row("no folder", {"--out", "no/where.csv"}, "no/where.csv");
    row("unknown parameter", {"--set", "resolutin=1"}, "resolution");
  }
  void faultsNameThemselvesAndLeaveNothing() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, said);
    const QTemporaryDir folder;
    const ProgramResult result = runProgram(arguments, folder.path());
    QCOMPARE(result.code, 2);
    QVERIFY2(result.errors.contains(said), qPrintable(result.errors));
    QVERIFY2(QDir(folder.path()).isEmpty(), "something was left behind");
  }
};

QTEST_GUILESS_MAIN(StudyTest)
#include "study_test.moc"
