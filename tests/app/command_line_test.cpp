#include <QFile>
#include <QtTest>
#include <cmath>

#include "program.h"

class CommandLineTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void helpOfEachCommandShowsDefaults_data() {
    QTest::addColumn<QString>("command");
    QTest::addColumn<QStringList>("defaults");
    QTest::newRow("train") << "train"
                           << QStringList{"inverted_pendulum", "interactive", "default: 1", "the preset's", "runs/"};
    QTest::newRow("evaluate") << "evaluate" << QStringList{"=10", "=1", "default: off"};
    QTest::newRow("replay") << "replay" << QStringList{"default: the one that the trace names"};
    QTest::newRow("render") << "render" << QStringList{"=1280x720", "=30", "default: the middle"};
    QTest::newRow("list") << "list" << QStringList{"=runs", "=all"};
  }
  void helpOfEachCommandShowsDefaults() {
    QFETCH(QString, command);
    QFETCH(QStringList, defaults);
    const ProgramResult result = runProgram({command, "--help"});
    QCOMPARE(result.code, 0);
    for (const QString& text : defaults)
      QVERIFY2(helpSays(result.output, text), qPrintable(text + " in " + result.output));
    QVERIFY(result.output.contains("Exit codes"));
  }

  void versionIsPrinted() {
    const ProgramResult result = runProgram({"--version"});
    QCOMPARE(result.code, 0);
    QVERIFY(result.output.startsWith("mbpo "));
  }

  void faultsNameThemselvesAndWhatIsAllowed_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QStringList>("said");
    const auto row = [](const char* name, const QStringList& arguments, const QStringList& said) {
      QTest::newRow(name) << arguments << said;
    };
    row("no command", {}, {"subcommand", "--help"});
    row("unknown command", {"trian"}, {"trian", "train"});
    row("unknown option", {"train", "--sed", "1"}, {"--sed", "--seed"});
    row("unknown key", {"train", "--set", "rollout_lenght=3"}, {"rollout_lenght", "rollout_length"});
    row("bad value", {"train", "--set", "rollout_length=many"}, {"rollout_length", "many", "200"});
    row("value out of range", {"train", "--set", "discount=1.5"}, {"discount", "1.5", "0.9999"});
    row("no value", {"train", "--set", "discount"}, {"key=value"});
    row("contradiction", {"train", "--set", "elite_size=9"}, {"elite_size", "ensemble_size"});
    row("bad seed", {"train", "--seed", "lucky"}, {"seed", "lucky"});
    row("unknown environment", {"train", "--environment", "hoper"}, {"hoper", "hopper"});
    row("missing task file", {"train", "--environment", "/nowhere/task.json"}, {"/nowhere/task.json"});
    row("unknown preset", {"train", "--preset", "papr"}, {"papr", "paper"});
    row("resume of nothing", {"train", "--resume"}, {"--out"});
    row("resume of a missing run", {"train", "--resume", "--out", "nowhere"}, {"nowhere"});
    row("missing run", {"evaluate", "--run", "nowhere"}, {"nowhere"});
    row("run not given", {"evaluate"}, {"--run"});
    row("no episodes", {"evaluate", "--run", "x", "--episodes", "0"}, {"--episodes", "1"});
    row("missing trace", {"replay", "--input", "none.json", "--output", "out.json"}, {"none.json"});
    row("missing output folder", {"replay", "--input", "none.json", "--output", "no/where/out.json"}, {"no/where"});
    row("unknown list", {"list", "runz"}, {"runz", "runs"});
  }
  void faultsNameThemselvesAndWhatIsAllowed() {
    QFETCH(QStringList, arguments);
    QFETCH(QStringList, said);
    const QTemporaryDir folder;
    const ProgramResult result = runProgram(arguments, folder.path());
    QCOMPARE(result.code, 2);
    QVERIFY2(result.output.isEmpty(), qPrintable(result.output));
    for (const QString& text : said) QVERIFY2(result.errors.contains(text), qPrintable(result.errors));
    QVERIFY2(QDir(folder.path()).isEmpty(), "something was left behind");
  }

  void listIsCompleteAsJson() {
    const QTemporaryDir folder;
    const ProgramResult result = runProgram({"list", "--json"}, folder.path());
    QCOMPARE(result.code, 0);
    const auto json = parseJson(result.output);
    QCOMPARE(json.at("environments").size(), std::size_t{9});
    QVERIFY(json.at("presets").size() >= 3);
    QVERIFY(json.at("parameters").size() >= 40);
    QVERIFY(json.at("runs").empty());
    for (const auto& parameter : json["parameters"]) {
      for (const char* key : {"key", "default", "live", "help"}) QVERIFY(parameter.contains(key));
    }
  }

  void listOfOneKindShowsOnlyThat() {
    const ProgramResult result = runProgram({"list", "environments"});
    QCOMPARE(result.code, 0);
    QVERIFY(result.output.contains("humanoid"));
    QVERIFY(!result.output.contains("rollout_length"));
  }

  void replayedTraceAgreesWithTheReference() {
    const QTemporaryDir folder;
    const QString trace = QStringLiteral(WORKBENCH_TEST_DATA "/environments/hopper.trace.json");
    const QString output = folder.filePath("out.json");
    const ProgramResult result =
        runProgram({"replay", "--environment", "hopper", "--input", trace, "--output", output});
    QVERIFY2(result.code == 0, qPrintable(result.errors));
    const auto wanted = read(trace), got = read(output);
    QCOMPARE(got.at("steps").size(), wanted.at("steps").size());
    for (std::size_t i = 0; i < got["steps"].size(); ++i) {
      const auto &expected = wanted["steps"][i], &found = got["steps"][i];
      QVERIFY(near(found["reward"], expected["reward"]));
      QCOMPARE(found["terminated"].get<bool>(), expected["terminated"].get<bool>());
      for (std::size_t j = 0; j < expected["observation"].size(); ++j) {
        QVERIFY(near(found["observation"][j], expected["observation"][j]));
      }
    }
  }

 private:
  static nlohmann::json read(const QString& path) {
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) return {};
    return parseJson(QString::fromUtf8(file.readAll()));
  }
  static bool near(double a, double b) { return std::abs(a - b) <= 1e-9 + 1e-9 * std::abs(b); }
};

QTEST_GUILESS_MAIN(CommandLineTest)
#include "command_line_test.moc"
